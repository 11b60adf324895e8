import { parseJson, stringifyJson } from '../../../domain/exact-json.ts';
import { frozenValue } from '../../../domain/lookups.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { LookupTable, TableAnswer } from '../../../ports/lookup-tables.ts';
import type { Database } from '../sqlite/database.ts';
import { integer, text } from '../sqlite/row.ts';

/** Earlier values are kept so long; and of each table no more than so many. */
const keptDays = 90;
const keptValuesMax = 1_000_000;
const dayMilliseconds = 86_400_000;

/** A table of the driver `sqlite` in the data directory. What it held before its first value: nothing. */
export function keptTable(name: string, database: Database, clock: Clock): LookupTable {
  const current = database.statement(
    'SELECT value FROM kept_values WHERE table_name = ? AND key = ? AND until IS NULL',
  );
  const then = database.statement(
    `SELECT value FROM kept_values
     WHERE table_name = ? AND key = ? AND since <= ? AND (until IS NULL OR until > ?) LIMIT 1`,
  );
  const facts = database.statement('SELECT changed_at, kept_since FROM kept_tables WHERE name = ?');
  const write = valueWriter(name, database);

  const get = (key: string, at?: number): TableAnswer => {
    const instant = at === undefined ? undefined : Math.floor(at);
    const row = instant === undefined ? current.get(name, key) : rowAt(key, instant);
    if (row === undefined) return { outcome: 'nothing there' };
    return { outcome: 'found', value: frozenValue(parseJson(text(row, 'value'))) };
  };
  const rowAt = (key: string, at: number) => {
    const known = facts.get(name);
    const instant = known === undefined ? at : Math.max(at, integer(known, 'kept_since'));
    return then.get(name, key, instant, instant);
  };
  return {
    driver: 'sqlite',
    id: `sqlite:${name}`,
    get,
    getAsync: async (key, at) => get(key, at),
    refresh: async () => undefined,
    async change(key, to) {
      return database.transaction(() => {
        const there = current.get(name, key);
        const before = there === undefined ? undefined : parseJson(text(there, 'value'));
        const after = to(before);
        const written = stringifyJson(after);
        if (there !== undefined && text(there, 'value') === written) {
          return { before, after, outcome: 'unchanged' };
        }
        const known = facts.get(name);
        // Two changes are never of one instant, also when the clock was set back.
        const last = known === undefined ? -1 : integer(known, 'changed_at');
        write(key, written, Math.max(clock.now(), last + 1));
        return { before, after, outcome: 'written' };
      });
    },
    close: () => undefined,
  };
}

function valueWriter(name: string, database: Database) {
  const end = database.statement(
    'UPDATE kept_values SET until = ? WHERE table_name = ? AND key = ? AND until IS NULL',
  );
  const add = database.statement('INSERT INTO kept_values VALUES (?, ?, ?, NULL, ?)');
  const changed = database.statement(
    `INSERT INTO kept_tables VALUES (?, ?, 0)
     ON CONFLICT DO UPDATE SET changed_at = excluded.changed_at`,
  );
  const tooMany = database.statement(
    `SELECT until FROM kept_values WHERE table_name = ? AND until IS NOT NULL
     ORDER BY until DESC LIMIT 1 OFFSET ${keptValuesMax}`,
  );
  const prune = database.statement('DELETE FROM kept_values WHERE table_name = ? AND until <= ?');
  const pruned = database.statement(
    'UPDATE kept_tables SET kept_since = ? WHERE name = ? AND kept_since < ?',
  );
  return (key: string, value: string, now: number) => {
    end.run(now, name, key);
    add.run(name, key, now, value);
    changed.run(name, now);
    const beyond = tooMany.get(name);
    const oldest = Math.max(
      now - keptDays * dayMilliseconds,
      beyond === undefined ? 0 : integer(beyond, 'until'),
    );
    // Only once something is gone, the oldest that is kept stands for all that was before.
    if (prune.run(name, oldest) > 0) pruned.run(oldest, name, oldest);
  };
}
