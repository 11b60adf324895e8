import type { StateStore } from '../../../ports/state-store.ts';
import type { Database, Row } from './database.ts';
import { integer } from './row.ts';
import { damagedState } from './state-error.ts';

/**
 * History lines that are committed together with what they belong to. The history lies in other files, so whoever has
 * the data directory takes them there afterwards, under a name that a repetition after a crash takes again.
 */
export interface HistoryOutbox {
  add(lines: Uint8Array): void;
  readonly waiting: StateStore['waitingHistory'];
  readonly forget: StateStore['forgetWaitingHistory'];
}

export function sqliteHistoryOutbox(database: Database): HistoryOutbox {
  const insert = database.statement('INSERT INTO history_outbox (lines) VALUES (?)');
  const oldest = database.statement('SELECT id, lines FROM history_outbox ORDER BY id LIMIT ?');
  const remove = database.statement('DELETE FROM history_outbox WHERE id <= ?');
  return {
    add(lines) {
      if (lines.byteLength > 0) insert.run(lines);
    },
    waiting: (limit) =>
      oldest.all(limit).map((row) => ({ id: integer(row, 'id'), lines: bytes(row, 'lines') })),
    forget(upToId) {
      remove.run(upToId);
    },
  };
}

function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw damagedState(`"${column}" should be bytes`);
  return value;
}
