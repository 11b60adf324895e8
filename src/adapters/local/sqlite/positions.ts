import type { Origin } from '../../../domain/record.ts';
import type { InputPosition, StateStore } from '../../../ports/state-store.ts';
import type { Database } from './database.ts';
import { integer } from './row.ts';

export interface Positions {
  move(origin: Origin, position: InputPosition): void;
  readonly of: StateStore['positionOf'];
  readonly forgetBefore: StateStore['forgetPositionsBefore'];
}

export function sqlitePositions(database: Database): Positions {
  const put = database.statement(
    `INSERT INTO positions (service, delivery, resource, bytes, next_position, done)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
     SET bytes = excluded.bytes, next_position = excluded.next_position, done = excluded.done`,
  );
  const get = database.statement(
    `SELECT bytes, next_position, done FROM positions
     WHERE service = ? AND delivery = ? AND resource = ?`,
  );
  const forget = database.statement('DELETE FROM positions WHERE service = ? AND delivery < ?');

  return {
    move({ service, resource, delivery }, { offset, nextPosition, done }) {
      put.run(service, delivery, resource, offset, nextPosition, done ? 1 : 0);
    },
    of(service, resource, delivery) {
      const row = get.get(service, delivery, resource);
      return row === undefined
        ? undefined
        : {
            offset: integer(row, 'bytes'),
            nextPosition: integer(row, 'next_position'),
            done: integer(row, 'done') === 1,
          };
    },
    forgetBefore(service, delivery) {
      forget.run(service, delivery);
    },
  };
}
