import type { Clock } from '../../../ports/clock.ts';
import type {
  IndicatorFilter,
  IndicatorStore,
  NewIndicator,
} from '../../../ports/indicator-store.ts';
import { systemClock } from '../clock.ts';
import { type Database, openDatabase } from '../sqlite/database.ts';
import { integer, text } from '../sqlite/row.ts';
import { feedState, storedIndicator } from './rows.ts';
import { migrateIndicators } from './schema.ts';

export interface OpenIndicatorStore {
  readonly store: IndicatorStore;
  close(): void;
}

/** Imports jump about in the file, whose order is that of the values; it is quick as long as much of it is here. */
const cacheKibibytes = 64 * 1024;

/** Opens or creates the file of indicators. A file that cannot be used is refused and left as it is. */
export function openIndicatorStore(file: string, clock: Clock = systemClock): OpenIndicatorStore {
  const database = openDatabase(file);
  try {
    migrateIndicators(database, file);
    // What is lost with the last commits when the power fails comes again with the next fetch.
    database.execute(`PRAGMA synchronous = NORMAL; PRAGMA cache_size = -${cacheKibibytes};`);
    return { store: sqliteIndicatorStore(database, clock), close: () => database.close() };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** As many values at once as are worth a turn of the event loop. */
const valuesAtOnce = 20_000;

function sqliteIndicatorStore(database: Database, clock: Clock): IndicatorStore {
  const version = database.statement('SELECT version FROM changes');
  const bump = database.statement('UPDATE changes SET version = version + 1');
  const find = database.statement(
    'SELECT * FROM indicators WHERE value = ? AND type = ? AND (expires_at IS NULL OR expires_at > ?)',
  );
  const counts = database.statement(
    `SELECT feed, source, type, count(*) AS all_of_it, sum(expires_at IS NOT NULL AND expires_at <= ?) AS expired
     FROM indicators GROUP BY feed, source, type ORDER BY feed, source, type`,
  );
  const countAll = database.statement('SELECT count(*) AS n FROM indicators');
  const countOf = database.statement('SELECT count(*) AS n FROM indicators WHERE feed = ?');
  const page = database.statement(
    `SELECT DISTINCT value, type FROM indicators
     WHERE (value, type) > (?, ?) AND (expires_at IS NULL OR expires_at > ?)
     ORDER BY value, type LIMIT ${valuesAtOnce}`,
  );
  /** Tells others only when something is different. */
  const changing = (work: () => number): number =>
    database.transaction(() => {
      const changed = work();
      if (changed > 0) bump.run();
      return changed;
    });

  return {
    version: () => integer(version.get() ?? {}, 'version'),
    find: (type, value) => find.all(value, type, clock.now()).map(storedIndicator),
    put: putter(database, changing),
    ...removals(database, changing),
    search(filter, limit) {
      const { where, values } = conditionsOf(filter);
      const sql = `SELECT * FROM indicators ${where} ORDER BY value, type, feed, source LIMIT ?`;
      return database
        .statement(sql)
        .all(...values, limit)
        .map(storedIndicator);
    },
    counts: (now) =>
      counts.all(now).map((row) => {
        const expired = integer(row, 'expired');
        return {
          feed: text(row, 'feed'),
          source: text(row, 'source'),
          type: text(row, 'type'),
          current: integer(row, 'all_of_it') - expired,
          expired,
        };
      }),
    count: (feed) => integer((feed === undefined ? countAll.get() : countOf.get(feed)) ?? {}, 'n'),
    *values(now) {
      for (let last = { value: '', type: '' }; ; ) {
        const found = page
          .all(last.value, last.type, now)
          .map((row) => ({ value: text(row, 'value'), type: text(row, 'type') }));
        const end = found.at(-1);
        if (end === undefined) return;
        last = end;
        yield found;
      }
    },
    ...feedStates(database),
  };
}

type Changing = (work: () => number) => number;

function putter(database: Database, changing: Changing): IndicatorStore['put'] {
  const put = database.statement(
    `INSERT INTO indicators (value, type, feed, source, sub_type, confidence, note, first_seen, last_seen, added_at,
       updated_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET sub_type = excluded.sub_type, confidence = excluded.confidence, note = excluded.note,
       first_seen = min(first_seen, excluded.first_seen), last_seen = max(last_seen, excluded.last_seen),
       updated_at = excluded.updated_at, expires_at = excluded.expires_at`,
  );
  const putOne = (feed: string, indicator: NewIndicator, now: number) => {
    const { value, type, source, subType, confidence, note } = indicator;
    const { firstSeen, lastSeen, expiresAt } = indicator;
    put.run(
      value,
      type,
      feed,
      source,
      subType,
      confidence === null ? null : Math.round(confidence),
      note,
      Math.round(firstSeen),
      Math.round(lastSeen),
      now,
      now,
      expiresAt === null ? null : Math.round(expiresAt),
    );
  };
  return (feed, indicators, now) => {
    changing(() => {
      for (const indicator of indicators) putOne(feed, indicator, now);
      return indicators.length;
    });
  };
}

function removals(
  database: Database,
  changing: Changing,
): Pick<IndicatorStore, 'withdraw' | 'forgetUntouched' | 'remove' | 'prune'> {
  const withdraw = database.statement(
    'DELETE FROM indicators WHERE feed = ? AND type = ? AND value = ?',
  );
  const forget = database.statement('DELETE FROM indicators WHERE feed = ? AND updated_at < ?');
  const prune = database.statement('DELETE FROM indicators WHERE expires_at < ?');
  return {
    withdraw: (feed, values) =>
      changing(() =>
        values.reduce((sum, { type, value }) => sum + withdraw.run(feed, type, value), 0),
      ),
    forgetUntouched: (feed, since) => changing(() => forget.run(feed, since)),
    remove(filter) {
      const { where, values } = conditionsOf(filter);
      if (where === '') throw new RangeError('a removal without any condition');
      return changing(() => database.statement(`DELETE FROM indicators ${where}`).run(...values));
    },
    prune: (before) => changing(() => prune.run(before)),
  };
}

function conditionsOf({ value, type, source }: IndicatorFilter) {
  const conditions = [
    ...(value === undefined ? [] : ['value = ?']),
    ...(type === undefined ? [] : ['type = ?']),
    ...(source === undefined ? [] : ['(source = ? OR feed = ?)']),
  ];
  return {
    where: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`,
    values: [
      ...(value === undefined ? [] : [value]),
      ...(type === undefined ? [] : [type]),
      ...(source === undefined ? [] : [source, source]),
    ],
  };
}

function feedStates(database: Database): Pick<IndicatorStore, 'feedStates' | 'saveFeedState'> {
  const all = database.statement('SELECT * FROM feeds ORDER BY feed');
  const save = database.statement(
    `INSERT OR REPLACE INTO feeds (feed, attempted_at, succeeded_at, problem, failing_since, resume, unfinished)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  return {
    feedStates: () => all.all().map(feedState),
    saveFeedState(state) {
      const { feed, attemptedAt, succeededAt, problem, failingSince, resume, unfinished } = state;
      const flag = unfinished ? 1 : 0;
      save.run(feed, attemptedAt, succeededAt, problem, failingSince, resume, flag);
    },
  };
}
