import type { NearMiss } from '../../../domain/batch.ts';

/** More names than this help nobody. */
const namesMax = 4;

/** What keeps a record from fitting the nearest schema, in words; undefined when none came near. */
export function nearMissWords(nearest: NearMiss | null): string | undefined {
  if (nearest === null) return undefined;
  const { logType, missingKeys, unknownKeys, wrongTypes, other } = nearest;
  const differences = [
    ...(missingKeys.length === 0 ? [] : [`without ${keys(missingKeys)}`]),
    ...(unknownKeys.length === 0 ? [] : [`unknown ${keys(unknownKeys)}`]),
    ...limited(wrongTypes),
    ...limited(other),
  ];
  return `nearest ${logType}${differences.length === 0 ? '' : `, ${differences.join(', ')}`}`;
}

const keys = (names: readonly string[]): string =>
  `${names.length === 1 ? 'key' : 'keys'} ${limited(names.map((name) => `"${name}"`)).join(' ')}`;

const limited = (texts: readonly string[]): string[] =>
  texts.length <= namesMax
    ? [...texts]
    : [...texts.slice(0, namesMax), `and ${texts.length - namesMax} more`];
