import { account, attacker, iso, type Person } from './northwind.ts';
import type { Random } from './random.ts';

type Parameters = Readonly<Record<string, unknown>> | null;

/** One call of an AWS API, as far as it differs from others. */
export interface Call {
  readonly identity: Readonly<Record<string, unknown>>;
  readonly address: string;
  readonly userAgent: string;
  readonly service: string;
  readonly eventName: string;
  readonly readOnly: boolean;
  readonly parameters: Parameters;
  readonly error?: string;
  /** Fields that only some events have, such as those of a sign-in. */
  readonly more?: Readonly<Record<string, unknown>>;
}

type Caller = Pick<Call, 'identity' | 'address' | 'userAgent'>;

/** The session of a colleague who came through the identity provider. */
export const sessionOf = (
  { login, address }: Person,
  role: string,
  from: string = address,
): Caller => ({
  identity: assumedRole(`AWSReservedSSO_${role}_4f1d7a9c2b6e8350`, `${login}@northwind.example`),
  address: from,
  userAgent:
    from === attacker.proxy
      ? 'aws-cli/2.22.35 md/awscrt#0.23.8 ua/2.0 os/linux#6.1.0-kali9-amd64'
      : 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/133.0.0.0',
});

/** A machine with a role. */
export const instanceRole = (role: string, instance: string, address: string): Caller => ({
  identity: assumedRole(role, instance),
  address,
  userAgent: 'aws-sdk-go-v2/1.36.1 os/linux lang/go#1.24.0',
});

/** The root user of the account. */
export const rootUser: Caller = {
  identity: {
    type: 'Root',
    principalId: account,
    arn: `arn:aws:iam::${account}:root`,
    accountId: account,
  },
  address: attacker.server,
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
};

/** A user with an access key. */
export const keyOf = (userName: string, address: string): Caller => ({
  identity: {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLE7BACKUPSVC',
    arn: `arn:aws:iam::${account}:user/${userName}`,
    accountId: account,
    accessKeyId: 'AKIAEXAMPLE7BACKUPSV',
    userName,
  },
  address,
  userAgent: 'aws-cli/2.22.35 md/awscrt#0.23.8 ua/2.0 os/linux#6.1.0-kali9-amd64',
});

function assumedRole(role: string, session: string): Readonly<Record<string, unknown>> {
  return {
    type: 'AssumedRole',
    principalId: `AROAEXAMPLE${role.slice(-9).toUpperCase()}:${session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    accountId: account,
    accessKeyId: 'ASIAEXAMPLE0SESSION0',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: `AROAEXAMPLE${role.slice(-9).toUpperCase()}`,
        arn: `arn:aws:iam::${account}:role/${role}`,
        accountId: account,
        userName: role,
      },
      attributes: { creationDate: '2026-03-14T07:58:11Z', mfaAuthenticated: 'false' },
    },
  };
}

/** The record that CloudTrail writes of a call. */
export function callRecord(at: number, call: Call, random: Random): object {
  return {
    eventVersion: '1.11',
    userIdentity: call.identity,
    eventTime: iso(at - (at % 1000)),
    eventSource: `${call.service}.amazonaws.com`,
    eventName: call.eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: call.address,
    userAgent: call.userAgent,
    ...(call.error && {
      errorCode: call.error,
      errorMessage: `You are not authorized to perform ${call.service}:${call.eventName}`,
    }),
    requestParameters: call.parameters,
    responseElements: null,
    requestID: random.uuid(),
    eventID: random.uuid(),
    readOnly: call.readOnly,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    ...call.more,
  };
}
