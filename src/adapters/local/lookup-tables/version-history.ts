import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompressSync } from 'node:zlib';
import type { Clock } from '../../../ports/clock.ts';
import type { TableHistory, TableVersion } from '../../../ports/lookup-tables.ts';
import type { Database } from '../sqlite/database.ts';
import { integer, text } from '../sqlite/row.ts';
import { damagedState } from '../sqlite/state-error.ts';

/** What is kept of each table: the version of now, and of the earlier ones as many as fit all three. */
export const historyLimits = {
  days: 90,
  versions: 1_000,
  bytes: 512 * 1024 * 1024,
} as const;

export type HistoryLimits = { readonly [Key in keyof typeof historyLimits]: number };

const dayMilliseconds = 86_400_000;

const compress = promisify(zstdCompress);

/** Quick: a large table is packed while records wait. */
const packing = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

export function versionHistory(
  database: Database,
  clock: Clock,
  limits: HistoryLimits = historyLimits,
): TableHistory {
  const last = database.statement(
    'SELECT since, fingerprint FROM versions WHERE table_name = ? ORDER BY since DESC LIMIT 1',
  );
  const at = database.statement(
    `SELECT fingerprint FROM versions WHERE table_name = ? AND since <= ?
     ORDER BY since DESC LIMIT 1`,
  );
  const oldest = database.statement(
    'SELECT fingerprint FROM versions WHERE table_name = ? ORDER BY since LIMIT 1',
  );
  const byFingerprint = database.statement(
    `SELECT format, content FROM versions JOIN version_contents ON id = content_id
     WHERE table_name = ? AND fingerprint = ? LIMIT 1`,
  );
  const add = versionAdder(database, limits);
  return {
    async record(table, version) {
      const isLast = () => last.get(table)?.['fingerprint'] === version.fingerprint;
      if (isLast()) return;
      // Outside of the transaction: others may go on meanwhile, and may have done the same afterwards.
      const packed = await compress(version.bytes, packing);
      database.transaction(() => {
        if (isLast()) return;
        const before = last.get(table);
        // A clock that was set back must not put the new version before the old one.
        const since = Math.max(
          clock.now(),
          before === undefined ? 0 : integer(before, 'since') + 1,
        );
        add(table, version, packed, since);
      });
    },
    fingerprintAt(table, instant) {
      const row = at.get(table, Math.floor(instant)) ?? oldest.get(table);
      return row === undefined ? undefined : text(row, 'fingerprint');
    },
    version(table, fingerprint) {
      const row = byFingerprint.get(table, fingerprint);
      if (row === undefined) return undefined;
      const content = row['content'];
      if (!(content instanceof Uint8Array)) throw damagedState('a version has no content');
      return { fingerprint, format: text(row, 'format'), bytes: zstdDecompressSync(content) };
    },
  };
}

function versionAdder(database: Database, limits: HistoryLimits) {
  const addContent = database.statement(
    'INSERT INTO version_contents (content) VALUES (?) RETURNING id',
  );
  const addVersion = database.statement('INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?)');
  const all = database.statement(
    'SELECT since, stored_bytes, content_id FROM versions WHERE table_name = ? ORDER BY since DESC',
  );
  const forget = database.statement('DELETE FROM versions WHERE table_name = ? AND since = ?');
  const forgetContent = database.statement('DELETE FROM version_contents WHERE id = ?');

  const prune = (table: string, now: number) => {
    let [count, bytes] = [0, 0];
    let followedSince = Number.POSITIVE_INFINITY;
    for (const row of all.all(table)) {
      const since = integer(row, 'since');
      count++;
      bytes += integer(row, 'stored_bytes');
      const ended = followedSince < now - limits.days * dayMilliseconds;
      if (count > 1 && (ended || count > limits.versions || bytes > limits.bytes)) {
        forget.run(table, since);
        forgetContent.run(integer(row, 'content_id'));
      }
      followedSince = since;
    }
  };
  return (table: string, version: TableVersion, packed: Uint8Array, since: number) => {
    const id = integer(addContent.get(packed) ?? {}, 'id');
    addVersion.run(table, since, version.fingerprint, version.format, packed.byteLength, id);
    prune(table, since);
  };
}
