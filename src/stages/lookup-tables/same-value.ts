import { stringifyJson } from '../../domain/exact-json.ts';
import type { JsonValue } from '../../domain/json.ts';

/** Whether what is there (undefined: nothing) is what is to be there already. */
export const isSameValue = (before: JsonValue | undefined, after: JsonValue): boolean =>
  before !== undefined && stringifyJson(before) === stringifyJson(after);
