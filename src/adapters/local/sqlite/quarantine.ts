import { createHash } from 'node:crypto';
import type { SQLInputValue } from 'node:sqlite';
import type { QuarantinedRecord } from '../../../domain/batch.ts';
import { quarantineKind } from '../../../domain/quarantine-kind.ts';
import type {
  QuarantineFilter,
  QuarantinePage,
  QuarantineQuery,
  StateStore,
} from '../../../ports/state-store.ts';
import type { Database } from './database.ts';
import { conditions, filterConditions, placeConditions } from './quarantine-filter.ts';
import { quarantinedRecord, quarantineKindIn } from './quarantine-row.ts';
import { integer, textOrNull } from './row.ts';

/** A larger payload stays where it came from: `origin` and `position` say where. */
const rawBytesMax = 1024 * 1024;

/** What the ledger must know of a record that leaves the quarantine. */
export interface Released {
  /** The hour in which the ledger counts it. */
  readonly hour: string | undefined;
  readonly receivedAt: number;
}

export interface Quarantine {
  /** `hour` is the one in which the ledger counts them. */
  add(hour: string, records: readonly QuarantinedRecord[]): void;
  /** Takes a record out; undefined when it is not there any more. */
  release(id: number): Released | undefined;
  /** Gives a record that stays the reason of now; false when it is not there any more. */
  renew(id: number, found: QuarantinedRecord): boolean;
  readonly list: StateStore['quarantine'];
  readonly get: StateStore['quarantined'];
  readonly count: StateStore['quarantineCount'];
  readonly kinds: StateStore['quarantineKinds'];
  readonly page: StateStore['quarantinePage'];
  readonly lastId: StateStore['lastQuarantineId'];
}

export function sqliteQuarantine(database: Database): Quarantine {
  return { ...changes(database), ...questions(database) };
}

function changes(database: Database): Pick<Quarantine, 'add' | 'release' | 'renew'> {
  const insert = database.statement(
    `INSERT INTO quarantine (service, resource, cluster, delivery, position, reason, detail,
       nearest_log_type, nearest, kind, raw, encoding, payload, bytes, received_at, alike, hour)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = database.statement(
    'DELETE FROM quarantine WHERE id = ? RETURNING hour, received_at',
  );
  const update = database.statement(
    `UPDATE quarantine SET reason = ?, detail = ?, nearest_log_type = ?, nearest = ?, kind = ?
     WHERE id = ?`,
  );

  return {
    add(hour, records) {
      for (const record of records) {
        const { origin, position, raw, encoding, payload, bytes, receivedAt, count } = record;
        const { service, resource, cluster, delivery } = origin;
        insert.run(
          service,
          resource,
          cluster,
          delivery,
          position,
          ...refusalOf(record),
          keptText(raw),
          encoding ?? null,
          keptText(payload),
          bytes,
          receivedAt,
          count ?? null,
          hour,
        );
      }
    },
    release(id) {
      const row = remove.get(id);
      return row === undefined
        ? undefined
        : {
            hour: textOrNull(row, 'hour') ?? undefined,
            receivedAt: integer(row, 'received_at'),
          };
    },
    renew: (id, found) => update.run(...refusalOf(found), id) > 0,
  };
}

const keptText = (text: string | undefined): string | null =>
  text !== undefined && Buffer.byteLength(text) <= rawBytesMax ? text : null;

/** Reason, detail, nearest log type, nearest, kind. */
const refusalOf = (record: QuarantinedRecord): readonly SQLInputValue[] => [
  record.reason,
  record.detail,
  record.nearest?.logType ?? null,
  record.nearest === null ? null : JSON.stringify(record.nearest),
  kindKey(record),
];

/** Kinds may be long, and the index that counts them has one for each record. */
const kindKey = (record: QuarantinedRecord): string =>
  createHash('sha256').update(quarantineKind(record)).digest('hex').slice(0, 16);

function questions(database: Database): Omit<Quarantine, 'add' | 'release' | 'renew'> {
  const byId = database.statement('SELECT * FROM quarantine WHERE id = ?');
  const last = database.statement('SELECT coalesce(max(id), 0) AS id FROM quarantine');
  return {
    list({ limit, ...filter }) {
      const { where, values } = conditions(filterConditions(filter));
      return database
        .statement(`SELECT * FROM quarantine${where} ORDER BY id DESC LIMIT ?`)
        .all(...values, limit)
        .map(quarantinedRecord);
    },
    get(id) {
      const row = byId.get(id);
      return row === undefined ? undefined : quarantinedRecord(row);
    },
    count: (filter) => countOf(database, filter),
    kinds: (query) => kindsOf(database, query),
    page: (page) => pageOf(database, page),
    lastId() {
      const row = last.get();
      return row === undefined ? 0 : integer(row, 'id');
    },
  };
}

function countOf(database: Database, filter: QuarantineFilter): number {
  const { where, values } = conditions(filterConditions(filter));
  // Rows that stand for several are rare; counting the others needs only an index.
  const more = `${where === '' ? ' WHERE' : `${where} AND`} alike IS NOT NULL`;
  const sql = `SELECT (SELECT count(*) FROM quarantine${where})
    + (SELECT coalesce(sum(alike - 1), 0) FROM quarantine${more}) AS records`;
  const row = database.statement(sql).get(...values, ...values);
  return row === undefined ? 0 : integer(row, 'records');
}

/** Counts by the index alone and looks only at one record of each kind, whose reason is that of all. */
function kindsOf(database: Database, { limit, ...filter }: QuarantineQuery) {
  const { reason, logType } = filter;
  const counted = conditions(placeConditions(filter));
  const wanted = conditions([
    ['reason = ?', reason],
    ['nearest_log_type = ?', logType],
  ]);
  const sql = `SELECT kinds.*, reason, detail, nearest
    FROM (SELECT kind, service, resource, sum(coalesce(alike, 1)) AS records, max(id) AS example,
        min(received_at) AS first_received_at, max(received_at) AS last_received_at
      FROM quarantine INDEXED BY quarantine_by_kind${counted.where}
      GROUP BY kind, service, resource) AS kinds
    JOIN (SELECT id, reason, detail, nearest, nearest_log_type FROM quarantine) ON id = example
    ${wanted.where} ORDER BY records DESC, example DESC LIMIT ?`;
  return database
    .statement(sql)
    .all(...counted.values, ...wanted.values, limit)
    .map(quarantineKindIn);
}

/** First how large the next records are, then those that fit: a page of large ones must not fill the memory. */
function pageOf(database: Database, page: QuarantinePage) {
  const { afterId, upToId, bytesMax, recordsMax, ...filter } = page;
  const within = (lastId: number) =>
    conditions([['id > ?', afterId], ['id <= ?', lastId], ...filterConditions(filter)]);
  const next = within(upToId);
  const sizes = database
    .statement(`SELECT id, bytes FROM quarantine${next.where} ORDER BY id LIMIT ?`)
    .all(...next.values, recordsMax);

  let lastId = 0;
  let bytes = 0;
  for (const row of sizes) {
    bytes += integer(row, 'bytes');
    if (lastId > 0 && bytes > bytesMax) break;
    lastId = integer(row, 'id');
  }
  if (lastId === 0) return [];
  const { where, values } = within(lastId);
  return database
    .statement(`SELECT * FROM quarantine${where} ORDER BY id`)
    .all(...values)
    .map(quarantinedRecord);
}
