import { nearestName } from '../../domain/nearest-name.ts';
import type { LookupTable, LookupTables } from '../../ports/lookup-tables.ts';
import type { ProblemLog } from './problem-log.ts';

/** Between two batches this long is waited for tables that are read again; what is older answers meanwhile. */
const refreshMilliseconds = 2_000;

const namesShownMax = 50;

/** Rules may make names out of records: no more texts than this are kept. */
const textsMax = 1_000;

const unknown = { outcome: 'unknown table' } as const;

/** Joins tables by their names. A name that is not among them is told once, and again only after an hour. */
export function joinTables(
  tables: ReadonlyMap<string, LookupTable>,
  problems: ProblemLog,
  state: 'enabled' | 'disabled' = 'enabled',
  refreshMillisecondsMax = refreshMilliseconds,
): LookupTables {
  const names = [...tables.keys()];
  const all = [...tables.values()];
  const texts = new Map<string, string>();
  const find = (name: string): LookupTable | undefined => {
    const table = tables.get(name);
    if (table !== undefined) return table;
    const text = texts.get(name) ?? unknownTableText(name, names, state);
    if (texts.size < textsMax) texts.set(name, text);
    problems.add(name, text);
    return undefined;
  };
  let isFirst = true;
  return {
    names,
    get: (table, key, at) => find(table)?.get(key, at) ?? unknown,
    getAsync: async (table, key, at) => (await find(table)?.getAsync(key, at)) ?? unknown,
    async refresh() {
      if (all.length === 0) return;
      const refreshed = Promise.all(all.map((table) => table.refresh()));
      // The first records must not come before what they are looked up in.
      if (isFirst) await refreshed;
      else await withinTime(refreshed, refreshMillisecondsMax);
      isFirst = false;
    },
    takeProblems: () => problems.take(),
    close() {
      for (const table of all) table.close();
    },
  };
}

export function unknownTableText(
  name: string,
  names: readonly string[],
  state: 'enabled' | 'disabled',
): string {
  const asked = `there is no lookup table ${JSON.stringify(name.slice(0, 100))}`;
  if (state === 'disabled') {
    return `${asked}: lookup tables are switched off; set "enabled": true in conf/lookup_tables.json`;
  }
  const nearest = nearestName(name, names);
  const meant = nearest === undefined ? '' : ` (did you mean "${nearest}"?)`;
  const list = names.length === 0 ? 'none' : names.slice(0, namesShownMax).join(', ');
  return `${asked}${meant}; those of conf/lookup_tables.json: ${list}`;
}

async function withinTime(work: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((done) => {
    timer = setTimeout(done, milliseconds);
  });
  await Promise.race([work, enough]);
  clearTimeout(timer);
}
