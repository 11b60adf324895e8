import type { LogType } from '../domain/log-type.ts';
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

/** `sourceAddress:ioc_ip` of release 1.6 is the type `sourceAddress`. */
const typeName = (written: string): string => written.split(':', 1)[0] ?? written;

/**
 * The normalised types that the file names. No record gains values from it: the old form searches fields by name
 * at any depth, and each category says so together with what to write.
 */
export function readNormalizedTypes(
  cursor: Cursor,
  logTypes: readonly LogType[] | undefined,
): ReadonlySet<string> {
  check(cursor, normalizedTypesDefinition);
  const types = new Set<string>();
  for (const [category, value] of entriesOf(cursor)) {
    if (category === '$schema') continue;
    for (const [written] of entriesOf(value)) types.add(typeName(written));
    if (logTypes) reportCategory(category, value, logTypes);
  }
  return types;
}

function reportCategory(category: string, value: Cursor, logTypes: readonly LogType[]): void {
  const members = logTypes.filter((logType) => logType.category === category);
  if (members.length === 0) {
    const categories = new Set(logTypes.map((logType) => logType.category));
    keyProblem(value, 'warning', 'no schema has this category', nearest(category, categories));
    return;
  }
  const without = members.filter(({ normalization }) => normalization === undefined);
  if (without.length === 0) return;
  const [first] = entriesOf(value);
  const example = first
    ? `, such as ${JSON.stringify({ [typeName(first[0])]: textsOf(first[1]).slice(0, 1) })}`
    : '';
  const only = 'is only used to check threat_intel.json: no record gets normalised values from it';
  keyProblem(
    value,
    'migration',
    `${only}. Write configuration.normalization in ${listed(without.map(({ name }) => name))}${example}`,
  );
}

function listed(names: readonly string[]): string {
  const [first = '', ...others] = names;
  return others.length === 0 ? first : `${first} and ${others.length} more of the category`;
}
