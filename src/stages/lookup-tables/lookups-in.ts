import { StreamAlertError } from '../../domain/errors.ts';
import type { JsonValue } from '../../domain/json.ts';
import type { Lookups } from '../../domain/lookups.ts';
import type { LookupAnswer, LookupTables } from '../../ports/lookup-tables.ts';

/** What rules and publishers ask tables with. `at` tells the instant they are asked for; absent for now. */
export function lookupsIn(tables: LookupTables, at: () => number | undefined = now): Lookups {
  return {
    lookup: (table, key, otherwise = null) => {
      if (!isKey(table, key)) return otherwise;
      return valueOf(tables.get(table, key, at()), table, otherwise);
    },
    lookupAsync: async (table, key, otherwise = null) => {
      if (!isKey(table, key)) return otherwise;
      return valueOf(await tables.getAsync(table, key, at()), table, otherwise);
    },
  };
}

const now = (): undefined => undefined;

function valueOf(answer: LookupAnswer, table: string, otherwise: JsonValue): JsonValue {
  switch (answer.outcome) {
    case 'found':
      return answer.value;
    case 'nothing there':
    case 'unknown table':
      return otherwise;
    case 'not in memory':
      throw new StreamAlertError(
        'CONTENT_INVALID',
        `lookup table "${table}" is asked over the network: write await lookupAsync("${table}", …) instead of lookup`,
      );
    case 'unavailable':
      throw new StreamAlertError(
        'STATE_UNAVAILABLE',
        `lookup table "${table}" has no content: ${answer.reason}`,
      );
  }
}

/** Rules without types hand over what the record has: nothing, under which nothing is, or a number by mistake. */
function isKey(table: unknown, key: unknown): boolean {
  if (typeof table !== 'string') {
    throw new TypeError(`the name of a lookup table is text, not ${typeof table}`);
  }
  if (typeof key === 'string') return true;
  if (key === null || key === undefined) return false;
  throw new TypeError(`lookup table "${table}": a key is text, not ${typeof key}; use String(…)`);
}
