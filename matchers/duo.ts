import { at } from 'streamalert';
import { firstOf, textAt } from './reading.ts';

/** The user, in both versions of the authentication log. */
export const duoUser = (record: unknown): string =>
  firstOf(textAt(record, 'username'), textAt(record, 'user', 'name'));

/** From where the user signs in, in both versions of the authentication log. */
export const duoAddress = (record: unknown): string =>
  firstOf(textAt(record, 'ip'), textAt(record, 'access_device', 'ip'));

/** Whether the description of a bypass code sets no limit: it says null or 0, or nothing at all. */
export const isUnlimited = (description: unknown, limit: string): boolean =>
  typeof description === 'object' && description !== null && (at(description, limit) ?? 0) === 0;
