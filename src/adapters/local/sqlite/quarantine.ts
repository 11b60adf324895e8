import type { SQLInputValue } from 'node:sqlite';
import type { NearMiss, QuarantinedRecord, QuarantineReason } from '../../../domain/batch.ts';
import type { QuarantineFilter, StateStore } from '../../../ports/state-store.ts';
import type { Database, Row } from './database.ts';
import { integer, text, textOrNull } from './row.ts';
import { damagedState } from './state-error.ts';

/** A larger payload stays where it came from: `origin` and `position` say where. */
const rawBytesMax = 1024 * 1024;

export interface Quarantine {
  add(records: readonly QuarantinedRecord[]): void;
  readonly list: StateStore['quarantine'];
  readonly count: StateStore['quarantineCount'];
}

export function sqliteQuarantine(database: Database): Quarantine {
  const insert = database.statement(
    `INSERT INTO quarantine (service, resource, cluster, delivery, position, reason, detail,
       nearest_log_type, nearest, raw, bytes, received_at, alike)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );

  return {
    add(records) {
      for (const { origin, position, reason, detail, nearest, raw, ...rest } of records) {
        const { service, resource, cluster, delivery } = origin;
        const kept = raw !== undefined && Buffer.byteLength(raw) <= rawBytesMax ? raw : null;
        insert.run(
          service,
          resource,
          cluster,
          delivery,
          position,
          reason,
          detail,
          nearest?.logType ?? null,
          nearest === null ? null : JSON.stringify(nearest),
          kept,
          rest.bytes,
          rest.receivedAt,
          rest.count ?? null,
        );
      }
    },
    list({ limit, ...filter }) {
      const { where, values } = conditions(filter);
      const sql = `SELECT * FROM quarantine ${where} ORDER BY id DESC LIMIT ?`;
      return database
        .statement(sql)
        .all(...values, limit)
        .map(quarantinedRecord);
    },
    count(filter) {
      const { where, values } = conditions(filter);
      // Rows that stand for several are rare; counting the others needs only an index.
      const more = `${where === '' ? 'WHERE' : `${where} AND`} alike IS NOT NULL`;
      const sql = `SELECT (SELECT count(*) FROM quarantine ${where})
        + (SELECT coalesce(sum(alike - 1), 0) FROM quarantine ${more}) AS records`;
      const row = database.statement(sql).get(...values, ...values);
      return row === undefined ? 0 : integer(row, 'records');
    },
  };
}

function conditions({ logType, resource }: QuarantineFilter): {
  readonly where: string;
  readonly values: readonly SQLInputValue[];
} {
  const asked: readonly (readonly [string, string | undefined])[] = [
    ['nearest_log_type = ?', logType],
    ['resource = ?', resource],
  ];
  const given = asked.flatMap(([test, value]) => (value === undefined ? [] : [{ test, value }]));
  const tests = given.map(({ test }) => test).join(' AND ');
  return { where: tests === '' ? '' : `WHERE ${tests}`, values: given.map(({ value }) => value) };
}

function quarantinedRecord(row: Row): QuarantinedRecord & { readonly id: number } {
  const nearest = textOrNull(row, 'nearest');
  return {
    id: integer(row, 'id'),
    origin: {
      service: text(row, 'service'),
      resource: text(row, 'resource'),
      cluster: textOrNull(row, 'cluster'),
      delivery: text(row, 'delivery'),
    },
    position: text(row, 'position'),
    reason: quarantineReason(text(row, 'reason')),
    detail: text(row, 'detail'),
    nearest: nearest === null ? null : nearMiss(nearest),
    raw: textOrNull(row, 'raw') ?? undefined,
    bytes: integer(row, 'bytes'),
    receivedAt: integer(row, 'received_at'),
    ...(row['alike'] === null ? {} : { count: integer(row, 'alike') }),
  };
}

const reasons: readonly QuarantineReason[] = [
  'no schema fits',
  'not JSON',
  'not UTF-8',
  'too long',
  'too deep',
  'invalid record',
  'unreadable',
];

function quarantineReason(name: string): QuarantineReason {
  const reason = reasons.find((known) => known === name);
  if (reason === undefined) throw damagedState(`"${name}" is no reason for quarantine`);
  return reason;
}

function nearMiss(json: string): NearMiss {
  const value: unknown = JSON.parse(json);
  const isNearMiss = typeof value === 'object' && value !== null && 'missingKeys' in value;
  if (!isNearMiss) throw damagedState('the nearest schema of a quarantined record');
  return value as NearMiss;
}
