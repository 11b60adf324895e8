import { DatabaseSync } from 'node:sqlite';
import { reasonOf } from '../../../domain/errors.ts';
import type { Indicator, IndicatorType } from '../../../domain/indicator.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Indicators } from '../../../ports/indicators.ts';
import { systemClock } from '../clock.ts';
import { stateError } from '../sqlite/state-error.ts';
import { storedIndicator } from './rows.ts';

/** Indicators that are looked up while logs are read. */
export interface ReadIndicators extends Indicators {
  /** The file has changed: what was found before may not hold any more. */
  forget(): void;
  close(): void;
}

/** Values that occur are mostly few, however many records they occur in. */
const rememberedMax = 10_000;

/** A writer holds the file for moments only; a reader of a write-ahead log mostly does not wait at all. */
const busyMilliseconds = 2_000;

/**
 * A connection that only reads, for a worker. A value that the file cannot be asked about counts as listed: that it is
 * has been found out already, but for who says so, and a trouble with a disk must not hide an attack.
 */
export function readIndicators(file: string, clock: Clock = systemClock): ReadIndicators {
  const remembered = new Map<string, readonly Indicator[]>();
  let database: DatabaseSync | undefined;
  let query: ReturnType<DatabaseSync['prepare']> | undefined;

  const ask = (key: string, type: IndicatorType, value: string): readonly Indicator[] => {
    try {
      database ??= new DatabaseSync(file, { readOnly: true, timeout: busyMilliseconds });
      query ??= database.prepare('SELECT * FROM indicators WHERE value = ? AND type = ?');
      const found = query.all(value, type).map(storedIndicator);
      if (remembered.size >= rememberedMax) remembered.clear();
      remembered.set(key, found);
      return found;
    } catch (error) {
      // Not remembered: the next record may find the file readable again.
      return [unverified(type, value, stateError(file, error))];
    }
  };
  return {
    find(type, value) {
      const key = `${type} ${value}`;
      const found = remembered.get(key) ?? ask(key, type, value);
      if (found.length === 0) return found;
      const now = clock.now();
      return found.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
    },
    forget: () => remembered.clear(),
    close() {
      query = undefined;
      database?.close();
      database = undefined;
    },
  };
}

const unverified = (type: IndicatorType, value: string, error: unknown): Indicator => ({
  type,
  value,
  subType: null,
  source: 'unknown',
  confidence: null,
  addedAt: 0,
  expiresAt: null,
  note: `it is listed, but who says so cannot be read: ${reasonOf(error)}`,
});
