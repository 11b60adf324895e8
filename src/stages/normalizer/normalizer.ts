import { type LogType, normalizationKey } from '../../domain/log-type.ts';
import type { LogRecord } from '../../domain/record.ts';
import { compileLogType, type NormalizeRecord } from './compile-log-type.ts';
import { compileNamedFields } from './compile-named-fields.ts';

/** Gives like fields of different log types one name. */
export interface Normalizer {
  /**
   * Sets `streamalert_normalization` (configuration.md 11.2) on a record of a log type that declares a
   * normalisation, or whose category has one in the form before release 3.2: `{}` when nothing was found. Leaves
   * records of other log types alone.
   */
  normalize(record: LogRecord, logType: LogType): void;
}

export function compileNormalizer(
  logTypes: readonly LogType[],
  newRecordId: () => string,
): Normalizer {
  const compiled = new Map<string, NormalizeRecord>();
  for (const logType of logTypes) {
    const { name, normalization, namedFields } = logType;
    if (normalization !== undefined) {
      compiled.set(name, compileLogType(logType, normalization, newRecordId));
    } else if (namedFields !== undefined) {
      compiled.set(name, compileNamedFields(logType, namedFields, newRecordId));
    }
  }
  return {
    normalize(record, { name }) {
      const normalizeRecord = compiled.get(name);
      if (normalizeRecord !== undefined) record[normalizationKey] = normalizeRecord(record);
    },
  };
}
