import { firstOf, textAt } from './reading.ts';

/** The user, in both versions of the authentication log. */
export const duoUser = (record: unknown): string =>
  firstOf(textAt(record, 'username'), textAt(record, 'user', 'name'));

/** From where the user signs in, in both versions of the authentication log. */
export const duoAddress = (record: unknown): string =>
  firstOf(textAt(record, 'ip'), textAt(record, 'access_device', 'ip'));
