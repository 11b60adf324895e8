import { at, matcher, type Where } from 'streamalert';
import { firstOf, textAt } from './reading.ts';

/** The log types whose records are CloudTrail events, field by field the same. */
export const trailLogs = [
  'cloudtrail:events',
  'cloudtrail:lookup_events',
  'cloudwatch:cloudtrail',
] as const;

/** `where` of a call that was not refused: CloudTrail leaves `errorCode` away then. */
export const succeeded = { errorCode: ['', null] } as const satisfies Where;

/** The CloudTrail event, whether it came by itself or inside an EventBridge event. */
export const callOf = (record: unknown): unknown => at(record, 'detail') ?? record;

/** Who made a call: user, role with session, service or root. */
export function callerOf(call: unknown): string {
  const identity = at(call, 'userIdentity');
  if (at(identity, 'type') === 'Root') return 'root';
  const arn = textAt(identity, 'arn');
  return firstOf(
    textAt(identity, 'userName'),
    sessionOf(arn),
    arn,
    textAt(identity, 'invokedBy'),
    textAt(identity, 'principalId'),
  );
}

/** `arn:aws:sts::1:assumed-role/AWSReservedSSO_Admin_0f/dana` → `dana as Admin` */
function sessionOf(arn: string): string {
  const [, role = '', session = ''] = /:assumed-role\/([^/]+)\/(.+)/.exec(arn) ?? [];
  const name = role.replace(/^AWSReservedSSO_(.+)_[\da-f]{16}$/, '$1');
  return name === '' ? '' : `${session} as ${name}`;
}

export const addressOf = (call: unknown): string =>
  firstOf(textAt(call, 'sourceIPAddress'), textAt(call, 'userIdentity', 'invokedBy'));

export const accountOf = (call: unknown): string =>
  firstOf(textAt(call, 'recipientAccountId'), textAt(call, 'userIdentity', 'accountId'));

/** Whether somebody acts on another user than the one who makes the call. */
export function isForSomebodyElse(call: unknown): boolean {
  const user = textAt(call, 'requestParameters', 'userName');
  return user !== '' && user !== textAt(call, 'userIdentity', 'userName');
}

export const withoutMfa = matcher({
  name: 'withoutMfa',
  description: 'The session of the caller did not pass MFA',
  matches: (record) =>
    at(record, 'userIdentity', 'sessionContext', 'attributes', 'mfaAuthenticated') === 'false',
});

/** Whether a network is the whole Internet, however its address is written: `0.0.0.0/0`, `::/0`, `198.51.100.7/0`. */
export const isEverywhere = (cidr: unknown): boolean =>
  typeof cidr === 'string' && cidr.endsWith('/0');
