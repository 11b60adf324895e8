import { StreamAlertError } from '../../domain/errors.ts';
import { isJsonObject } from '../../domain/json.ts';
import {
  type Credentials,
  type DestinationName,
  UnreadableCredentials,
} from '../../ports/secrets.ts';
import { awsFailureReason } from './failure-reason.ts';
import { requestHandler } from './request-handler.ts';

/** Where a deployment keeps the credentials of its outputs in AWS. */
export interface AwsSecretPlace {
  readonly region: string;
  readonly prefix: string;
  /** Without `alias/`. */
  readonly kmsKeyAlias: string;
  /** For tests. */
  readonly client?: {
    readonly endpoint?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly timeoutMilliseconds?: number;
    readonly maxAttempts?: number;
  };
}

/** Long enough for a throttled call to come through; a service that does not answer fails within half a minute. */
const attemptsMax = 3;
const timeoutMilliseconds = 10_000;

export function secretClientSettings({ region, client = {} }: AwsSecretPlace) {
  const { endpoint, credentials } = client;
  return {
    region,
    maxAttempts: client.maxAttempts ?? attemptsMax,
    requestHandler: requestHandler(client.timeoutMilliseconds ?? timeoutMilliseconds),
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
  };
}

const folderOf = ({ prefix }: AwsSecretPlace): string => `/${prefix}/streamalert/outputs`;

export const folderPath = (place: AwsSecretPlace): string => `${folderOf(place)}/`;

/** AWS has no secret of another name. */
export const isPossibleName = (descriptor: string): boolean => /^[\w.-]+$/.test(descriptor);

/** The name of a secret; names that AWS cannot have are refused before it is asked. */
export function secretName(place: AwsSecretPlace, service: string, descriptor: string): string {
  if (!isPossibleName(descriptor)) {
    throw new StreamAlertError(
      'STATE_UNAVAILABLE',
      `AWS takes no secret for "${descriptor}": letters a to z, digits and . _ - are possible`,
      { hint: 'Give the destination another descriptor.' },
    );
  }
  return `${folderOf(place)}/${service}/${descriptor}`;
}

/** Undefined for a name of something else. */
export function destinationNamed(place: AwsSecretPlace, name: string): DestinationName | undefined {
  if (!name.startsWith(folderPath(place))) return undefined;
  const [service = '', descriptor = '', ...rest] = name.slice(folderPath(place).length).split('/');
  return service === '' || descriptor === '' || rest.length > 0
    ? undefined
    : { service, descriptor };
}

export function byName(names: readonly DestinationName[]): readonly DestinationName[] {
  const text = ({ service, descriptor }: DestinationName) => `${service}\n${descriptor}`;
  return names.toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
}

/** What was stored, which may have been written by another program. */
export function credentialsIn(
  name: string,
  text: string | undefined,
  destination: DestinationName,
): Credentials {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    // The cause is left out on purpose: it quotes the text, which is secret.
    value = undefined;
  }
  if (isJsonObject(value)) return value;
  throw new UnreadableCredentials('STATE_UNAVAILABLE', `${name} is no JSON object`, {
    hint: againHint(destination),
  });
}

const againHint = ({ service, descriptor }: DestinationName): string =>
  `Set it again, with everything it needs: streamalert output set ${service} ${descriptor} --update`;

/** A read that did not work. What a key of KMS was lost for is of no use any more. */
export function readFailure(
  doing: string,
  action: string,
  error: unknown,
  destination: DestinationName,
): StreamAlertError {
  const failure = secretFailure(doing, action, error);
  const isLost = error instanceof Error && known[error.name] === unusableKey;
  if (!isLost) return failure;
  return new UnreadableCredentials('STATE_UNAVAILABLE', failure.message, {
    hint: `${failure.hint}\n${againHint(destination)}`,
  });
}

/** A call that did not work, in words that say what to do. Its cause is left out: AWS quotes what it refuses. */
export function secretFailure(
  doing: string,
  action: string,
  error: unknown,
  credentials: Credentials = {},
): StreamAlertError {
  if (error instanceof StreamAlertError) return error;
  const name = error instanceof Error ? error.name : '';
  const said = Object.values(credentials)
    .map(String)
    .filter((value) => value.length > 0)
    .sort((a, b) => b.length - a.length)
    .reduce((text, value) => text.replaceAll(value, '•••'), awsFailureReason(error));
  const [what, hint] = Object.hasOwn(known, name)
    ? (known[name] ?? [said, general])
    : [said, general];
  return new StreamAlertError('STATE_UNAVAILABLE', `${doing}: ${what}`, {
    hint: hint.replace('{action}', action),
  });
}

const general = 'Look at the region and the account in conf/global.json, and at the credentials.';

const mayNot = [
  'these AWS credentials may not',
  'They need {action} on the name above and the use of the KMS key.',
] as const;

const unusableKey = [
  'the KMS key cannot be used: it is disabled, deleted or not there',
  'Look at account.kms_key_alias in conf/global.json, and enable or create the key.',
] as const;

const noCredentials = [
  'there are no AWS credentials here',
  'Set AWS_PROFILE or AWS_ACCESS_KEY_ID, or sign in: aws sso login',
] as const;

const expired = ['the AWS credentials have expired', 'Sign in again: aws sso login'] as const;

const busy = ['AWS has too much to do right now', 'Try again in a minute.'] as const;

const known: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  AccessDenied: mayNot,
  AccessDeniedException: mayNot,
  CredentialsProviderError: noCredentials,
  ExpiredToken: expired,
  ExpiredTokenException: expired,
  ThrottlingException: busy,
  TooManyUpdates: busy,
  InternalServerError: busy,
  InternalServiceError: busy,
  InvalidKeyId: unusableKey,
  DisabledException: unusableKey,
  KMSInvalidStateException: unusableKey,
  DecryptionFailure: unusableKey,
  EncryptionFailure: unusableKey,
  TimeoutError: ['no answer in time', 'Look at the network, a proxy, and the region.'],
};
