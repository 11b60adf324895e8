import { type LogType, normalizationKey } from '../../domain/log-type.ts';
import type { LogRecord } from '../../domain/record.ts';
import { compileLogType, type NormalizeRecord } from './compile-log-type.ts';

/** Gives like fields of different log types one name. */
export interface Normalizer {
  /**
   * Sets `streamalert_normalization` (configuration.md 11.2) on a record of a log type that declares a
   * normalisation: `{}` when nothing was found. Leaves records of other log types alone.
   */
  normalize(record: LogRecord, logType: LogType): void;
}

export function compileNormalizer(
  logTypes: readonly LogType[],
  newRecordId: () => string,
): Normalizer {
  const compiled = new Map<string, NormalizeRecord>();
  for (const logType of logTypes) {
    if (logType.normalization === undefined) continue;
    compiled.set(logType.name, compileLogType(logType, logType.normalization, newRecordId));
  }
  return {
    normalize(record, { name }) {
      const normalizeRecord = compiled.get(name);
      if (normalizeRecord !== undefined) record[normalizationKey] = normalizeRecord(record);
    },
  };
}
