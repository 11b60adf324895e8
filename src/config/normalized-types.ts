import type { LogType, NamedFields } from '../domain/log-type.ts';
import { check } from './check.ts';
import { type Cursor, entriesOf, keyProblem, textsOf } from './cursor.ts';
import { listOf, mapOf, text } from './definition.ts';
import { nearest } from './suggest.ts';

/** `normalized_types.json`, the form before release 3.2 (configuration.md 11.4). */
export const normalizedTypesDefinition = mapOf(
  mapOf(
    listOf(text('Name of a field', { level: 'load' }), 'Fields'),
    'Normalised type → names of fields',
  ),
  'Category → normalised types. Write configuration.normalization in each log type instead',
);

export interface FormerNormalization {
  readonly types: ReadonlySet<string>;
  readonly byCategory: ReadonlyMap<string, readonly NamedFields[]>;
}

export const noFormerNormalization: FormerNormalization = {
  types: new Set(),
  byCategory: new Map(),
};

/** What the file says, for log types that declare no normalisation of their own (configuration.md 11.4). */
export function readNormalizedTypes(
  cursor: Cursor,
  logTypes: readonly LogType[] | undefined,
): FormerNormalization {
  check(cursor, normalizedTypesDefinition);
  const byCategory = new Map<string, readonly NamedFields[]>();
  for (const [category, value] of entriesOf(cursor)) {
    if (category === '$schema') continue;
    const fields = entriesOf(value).map(([type, names]) => ({ type, names: textsOf(names) }));
    byCategory.set(category, fields);
    if (logTypes) reportCategory(category, value, logTypes);
  }
  const types = [...byCategory.values()].flat().map(({ type }) => type);
  return { types: new Set(types), byCategory };
}

/** The same log types, those without a normalisation of their own with that of their category. */
export const withFormerNormalization = (
  logTypes: readonly LogType[],
  { byCategory }: FormerNormalization,
): readonly LogType[] =>
  logTypes.map((logType) => {
    const namedFields = byCategory.get(logType.category);
    const isNeeded = namedFields !== undefined && logType.normalization === undefined;
    return isNeeded ? { ...logType, namedFields } : logType;
  });

function reportCategory(category: string, value: Cursor, logTypes: readonly LogType[]): void {
  const members = logTypes.filter((logType) => logType.category === category);
  if (members.length === 0) {
    const categories = new Set(logTypes.map((logType) => logType.category));
    keyProblem(value, 'warning', 'no schema has this category', nearest(category, categories));
    return;
  }
  const without = members.filter(({ normalization }) => normalization === undefined);
  if (without.length === 0) return;
  const names = listed(without.map(({ name }) => name));
  const form = `is the form before release 3.2 and finds fields by name in ${names}`;
  const better = 'configuration.normalization of a log type says where they are';
  keyProblem(value, 'migration', `${form}; ${better}`);
}

function listed(names: readonly string[]): string {
  const [first = '', ...others] = names;
  return others.length === 0 ? first : `${first} and ${others.length} more of the category`;
}
