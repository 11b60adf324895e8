import type { JsonValue } from '../../domain/json.ts';
import { StreamAlertError } from '../../domain/errors.ts';
import { frozenValue } from '../../domain/lookups.ts';
import type { LookupTable, TableAnswer } from '../../ports/lookup-tables.ts';
import { isSameValue } from './same-value.ts';

/** The driver `null`: nothing is ever there. */
export function nullTable(name: string): LookupTable {
  const nothing: TableAnswer = { outcome: 'nothing there' };
  return {
    driver: 'null',
    id: 'null',
    get: () => nothing,
    getAsync: async () => nothing,
    refresh: async () => undefined,
    change: () => refused(name, 'its driver "null" keeps nothing'),
    close: () => undefined,
  };
}

/** The driver `ephemeral`: in the memory of this process alone, and empty when it starts. */
export function ephemeralTable(): LookupTable {
  const values = new Map<string, JsonValue>();
  const get = (key: string): TableAnswer => {
    const value = values.get(key);
    return value === undefined ? { outcome: 'nothing there' } : { outcome: 'found', value };
  };
  return {
    driver: 'ephemeral',
    id: 'ephemeral',
    get,
    getAsync: async (key) => get(key),
    refresh: async () => undefined,
    async change(key, to) {
      const before = values.get(key);
      const after = frozenValue(structuredClone(to(before)));
      if (isSameValue(before, after)) return { before, after, outcome: 'unchanged' };
      values.set(key, after);
      return { before, after, outcome: 'written' };
    },
    close: () => values.clear(),
  };
}

/** A table that exists in the settings and cannot be used here. */
export function unusableTable(driver: string, id: string, reason: string): LookupTable {
  const answer: TableAnswer = { outcome: 'unavailable', reason };
  return {
    driver,
    id,
    get: () => answer,
    getAsync: async () => answer,
    refresh: async () => undefined,
    change: () => refused(id, reason),
    close: () => undefined,
  };
}

const refused = (name: string, reason: string): Promise<never> =>
  Promise.reject(
    new StreamAlertError('USAGE', `nothing can be written to "${name}": ${reason}`, {
      hint: 'Choose another driver for it in conf/lookup_tables.json.',
    }),
  );
