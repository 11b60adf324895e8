import type { Tally } from '../../../domain/batch.ts';
import type { Origin } from '../../../domain/record.ts';
import type { LedgerEntry } from '../../../ports/state-store.ts';
import type { Database, Row } from './database.ts';
import { integer, text } from './row.ts';

export interface Ledger {
  add(hour: string, origin: Origin, tally: Tally): void;
  /** Adds a change of what was counted before, whose numbers may be negative. */
  move(hour: string, origin: Origin, change: Tally): void;
  entries(): readonly LedgerEntry[];
}

export function sqliteLedger(database: Database): Ledger {
  const add = database.statement(
    `INSERT INTO ledger (hour, service, resource, records, classified, quarantined, filtered, bytes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
     SET records = records + excluded.records, classified = classified + excluded.classified,
       quarantined = quarantined + excluded.quarantined, filtered = filtered + excluded.filtered,
       bytes = bytes + excluded.bytes`,
  );
  const addLogType = database.statement(
    `INSERT INTO ledger_log_types (hour, service, resource, log_type, records)
     VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET records = records + excluded.records`,
  );
  const entries = database.statement('SELECT * FROM ledger ORDER BY hour, service, resource');
  const logTypes = database.statement('SELECT * FROM ledger_log_types ORDER BY log_type');

  const move: Ledger['move'] = (hour, { service, resource }, tally) => {
    const { records, classified, quarantined, filtered, bytes, byLogType } = tally;
    add.run(hour, service, resource, records, classified, quarantined, filtered, bytes);
    for (const [logType, count] of Object.entries(byLogType)) {
      addLogType.run(hour, service, resource, logType, count);
    }
  };

  return {
    add(hour, origin, tally) {
      // The closing commit of a delivery has nothing to count.
      if (tally.records > 0 || tally.bytes > 0) move(hour, origin, tally);
    },
    move,
    entries() {
      const byEntry = Map.groupBy(logTypes.all(), entryKey);
      return entries.all().map((row) => ledgerEntry(row, byEntry.get(entryKey(row)) ?? []));
    },
  };
}

const entryKey = (row: Row): string =>
  JSON.stringify([row['hour'], row['service'], row['resource']]);

const ledgerEntry = (row: Row, logTypes: readonly Row[]): LedgerEntry => ({
  hour: text(row, 'hour'),
  service: text(row, 'service'),
  resource: text(row, 'resource'),
  tally: {
    records: integer(row, 'records'),
    classified: integer(row, 'classified'),
    quarantined: integer(row, 'quarantined'),
    filtered: integer(row, 'filtered'),
    bytes: integer(row, 'bytes'),
    byLogType: Object.fromEntries(
      logTypes.map((counted) => [text(counted, 'log_type'), integer(counted, 'records')]),
    ),
  },
});
