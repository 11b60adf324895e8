import { at, type Where } from 'streamalert';
import { firstOf, listAt, textAt } from './reading.ts';

/** `where` of something that Okta did not refuse. */
export const oktaSuccess = { 'outcome.result': 'SUCCESS' } as const satisfies Where;

export const oktaActor = (record: unknown): string =>
  firstOf(textAt(record, 'actor', 'alternateId'), textAt(record, 'actor', 'displayName'));

/** The first user among the targets, else the first target. */
export function oktaTarget(record: unknown): string {
  const targets = listAt(record, 'target');
  const target = targets.find((one) => at(one, 'type') === 'User') ?? targets[0];
  return firstOf(textAt(target, 'alternateId'), textAt(target, 'displayName'));
}

export const oktaAddress = (record: unknown): string =>
  firstOf(textAt(record, 'client', 'ipAddress'));

/** Whether the one who acts and the one who is acted on are two persons. */
export const isOnSomebodyElse = (record: unknown): boolean =>
  listAt(record, 'target').some(
    (target) => at(target, 'type') === 'User' && at(target, 'id') !== at(record, 'actor', 'id'),
  );
