import type { NearMiss } from '../domain/batch.ts';

/** What keeps a payload from being of a log type, a line for each kind of difference. */
export function nearMissLines(miss: NearMiss): readonly string[] {
  const { logType, missingKeys, unknownKeys, wrongTypes, other } = miss;
  return [
    ...(missingKeys.length > 0 ? [`${logType} needs ${quoted(missingKeys)}`] : []),
    ...(unknownKeys.length > 0 ? [`${logType} has no ${quoted(unknownKeys)}`] : []),
    ...[...wrongTypes, ...other].map((difference) => `${logType}: ${difference}`),
  ];
}

const quoted = (keys: readonly string[]): string => keys.map((key) => `"${key}"`).join(', ');
