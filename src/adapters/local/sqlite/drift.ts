import type {
  LogTypeDrift,
  SourceDrift,
  SourceDriftKey,
  TimeProblemCount,
  UnknownKey,
} from '../../../domain/drift.ts';
import type { EventTimeProblem } from '../../../domain/event-time.ts';
import type { Origin } from '../../../domain/record.ts';
import type { NewDrift, TimeProblemEntry } from '../../../ports/state-store.ts';
import type { Database, Row } from './database.ts';
import { integer, text } from './row.ts';
import { damagedState } from './state-error.ts';

export interface Drift {
  /** Gives the keys that were not known of this source and log type before. */
  add(origin: Origin, drifts: readonly LogTypeDrift[], receivedAt: number): readonly NewDrift[];
  addTimes(origin: Origin, problems: readonly TimeProblemCount[], receivedAt: number): void;
  entries(): readonly SourceDrift[];
  /** Forgets keys of rejected records that no record in quarantine has any more. */
  forgetSettled(): void;
  timeProblems(): readonly TimeProblemEntry[];
}

/** Keys of one log type at one source that are named; what comes beyond is only counted. */
const keysMax = 300;
/** A key that was met once, so long ago, makes room for others. */
const forgottenAfterMilliseconds = 7 * 86_400_000;

export function sqliteDrift(database: Database): Drift {
  const addSamples = database.statement(
    `INSERT INTO drift_samples (service, resource, log_type, sampled, further_keys)
     VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
     SET sampled = sampled + excluded.sampled, further_keys = further_keys + excluded.further_keys`,
  );
  const addTime = database.statement(
    `INSERT INTO drift_times (service, resource, log_type, problem, records, first_seen, last_seen)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
     SET records = records + excluded.records, last_seen = max(last_seen, excluded.last_seen)`,
  );
  const allSamples = database.statement(
    'SELECT * FROM drift_samples ORDER BY service, resource, log_type',
  );
  const allKeys = database.statement('SELECT * FROM drift_keys ORDER BY records DESC, path');
  const allTimes = database.statement(
    'SELECT * FROM drift_times ORDER BY service, resource, log_type, problem',
  );
  // Records of one kind lack the same keys, so that one of each is looked at, which the index finds.
  const forgetSettled = database.statement(
    `DELETE FROM drift_keys WHERE found = 'rejected'
     AND (service, resource, log_type, json_extract(path, '$[0]')) NOT IN (
       SELECT service, resource, nearest_log_type, unknown.value
       FROM (SELECT max(id) AS example FROM quarantine INDEXED BY quarantine_by_kind
         GROUP BY kind, service, resource)
       JOIN quarantine ON quarantine.id = example, json_each(nearest, '$.unknownKeys') AS unknown
       WHERE nearest IS NOT NULL)`,
  );
  const addKey = keyAdder(database);

  return {
    add: ({ service, resource }, drifts, receivedAt) =>
      drifts.flatMap(({ logType, sampled, furtherKeys, keys, rejected }) => {
        const place: Place = [service, resource, logType];
        const all = [
          ...keys.map((key) => ({ key, found: 'sampled' as const })),
          ...rejected.map((key) => ({ key, found: 'rejected' as const })),
        ];
        let noRoom = 0;
        const fresh = all.flatMap(({ key, found }): NewDrift[] => {
          const outcome = addKey(place, key, found, receivedAt);
          if (outcome === 'no room') noRoom += key.count;
          return outcome === 'new' ? [{ logType, ...key, found }] : [];
        });
        addSamples.run(...place, sampled, furtherKeys + noRoom);
        return fresh;
      }),
    addTimes({ service, resource }, problems, receivedAt) {
      for (const { logType, problem, count: records } of problems) {
        addTime.run(service, resource, logType, problem, records, receivedAt, receivedAt);
      }
    },
    entries() {
      const keys = Map.groupBy(allKeys.all(), placeOf);
      return allSamples.all().flatMap((row) => {
        const own = keys.get(placeOf(row)) ?? [];
        const drift = sourceDrift(row, own.map(driftKey));
        return own.length > 0 || drift.furtherKeys > 0 ? [drift] : [];
      });
    },
    forgetSettled: () => forgetSettled.run(),
    timeProblems: () => allTimes.all().map(timeProblem),
  };
}

type Place = readonly [service: string, resource: string, logType: string];

type AddKey = (
  place: Place,
  key: UnknownKey,
  found: SourceDriftKey['found'],
  receivedAt: number,
) => 'known' | 'new' | 'no room';

function keyAdder(database: Database): AddKey {
  const known = database.statement(
    'SELECT types FROM drift_keys WHERE service = ? AND resource = ? AND log_type = ? AND path = ? AND found = ?',
  );
  const update = database.statement(
    `UPDATE drift_keys SET records = records + ?, types = ?, last_seen = max(last_seen, ?)
     WHERE service = ? AND resource = ? AND log_type = ? AND path = ? AND found = ?`,
  );
  const insert = database.statement(
    `INSERT INTO drift_keys (service, resource, log_type, path, found, records, types, first_seen, last_seen)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const count = database.statement(
    'SELECT count(*) AS keys FROM drift_keys WHERE service = ? AND resource = ? AND log_type = ?',
  );
  const forget = database.statement(
    `DELETE FROM drift_keys
     WHERE service = ? AND resource = ? AND log_type = ? AND records = 1 AND last_seen < ?`,
  );
  const hasRoom = (place: Place, receivedAt: number): boolean => {
    const row = count.get(...place);
    if (row === undefined || integer(row, 'keys') < keysMax) return true;
    return forget.run(...place, receivedAt - forgottenAfterMilliseconds) > 0;
  };

  return (place, { path, types, count: records }, found, receivedAt) => {
    const name = JSON.stringify(path);
    const row = known.get(...place, name, found);
    if (row !== undefined) {
      const all = new Set([...typesOf(row), ...types]);
      update.run(records, [...all].join(','), receivedAt, ...place, name, found);
      return 'known';
    }
    if (!hasRoom(place, receivedAt)) return 'no room';
    insert.run(...place, name, found, records, types.join(','), receivedAt, receivedAt);
    return 'new';
  };
}

const placeOf = (row: Row): string =>
  JSON.stringify([row['service'], row['resource'], row['log_type']]);

const typesOf = (row: Row): readonly string[] =>
  text(row, 'types')
    .split(',')
    .filter((type) => type !== '');

const sourceDrift = (row: Row, keys: readonly SourceDriftKey[]): SourceDrift => ({
  service: text(row, 'service'),
  resource: text(row, 'resource'),
  logType: text(row, 'log_type'),
  sampled: integer(row, 'sampled'),
  furtherKeys: integer(row, 'further_keys'),
  keys,
});

function driftKey(row: Row): SourceDriftKey {
  const path: unknown = JSON.parse(text(row, 'path'));
  const found = text(row, 'found');
  if (!Array.isArray(path) || (found !== 'sampled' && found !== 'rejected')) {
    throw damagedState('a key that a schema lacks');
  }
  return {
    path: path.map(String),
    count: integer(row, 'records'),
    types: typesOf(row),
    found,
    firstSeen: integer(row, 'first_seen'),
    lastSeen: integer(row, 'last_seen'),
  };
}

const problems: readonly EventTimeProblem[] = ['absent', 'unreadable', 'absurd'];

function timeProblem(row: Row): TimeProblemEntry {
  const name = text(row, 'problem');
  const problem = problems.find((known) => known === name);
  if (problem === undefined) throw damagedState(`"${name}" is no problem with a time`);
  return {
    service: text(row, 'service'),
    resource: text(row, 'resource'),
    logType: text(row, 'log_type'),
    problem,
    count: integer(row, 'records'),
    firstSeen: integer(row, 'first_seen'),
    lastSeen: integer(row, 'last_seen'),
  };
}
