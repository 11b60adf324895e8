import type { Field } from '../../domain/log-type.ts';
import { type Cursor, entriesOf, keyProblem, textOf } from '../cursor.ts';
import { readFields } from './fields.ts';
import { checkJsonPath } from './json-path.ts';

/** `hints` of releases 1.0 to 1.2 filtered and selected records, so ignoring it would change what matches. */
export function refuseHints(hints: Cursor): void {
  const entries = entriesOf(hints);
  if (hints.node.kind === 'map' && entries.length === 0) {
    keyProblem(hints, 'migration', '"hints" is no longer used; remove it');
    return;
  }
  const path = entries.find(
    ([name, value]) => name === 'records' && value.node.kind === 'text',
  )?.[1];
  const patterns = entries.filter(([, value]) => value !== path).map(([name]) => name);
  const written = textOf(path) ?? '';
  const checked = checkJsonPath(written);
  const expression = checked.outcome === 'valid' ? checked.expression : written;
  const instead = [
    ...(path ? [`configuration.json_path: ${JSON.stringify(expression)}`] : []),
    ...(patterns.length > 0 ? [`configuration.log_patterns for ${patterns.join(', ')}`] : []),
  ].join(' and ');
  keyProblem(hints, 'load', `"hints" is the form of releases before 1.3; write ${instead} instead`);
}

/**
 * The optional fields of release 1.3 stood in a map with their types. They join the schema, which then lists
 * them by name.
 */
export function addOptionalFields(
  cursor: Cursor | undefined,
  fields: readonly Field[],
): { readonly fields: readonly Field[]; readonly names: readonly string[] | undefined } {
  if (cursor?.node.kind !== 'map') return { fields, names: undefined };
  const optional = readFields(cursor) ?? [];
  const names = optional.map(({ name }) => name);
  keyProblem(
    cursor,
    'migration',
    `the map form is of release 1.3 and read as such; write the fields into the schema and here ${JSON.stringify(names)}`,
  );
  const known = new Map(fields.map((field) => [field.name, field]));
  for (const field of optional) {
    const same = known.get(field.name);
    if (same === undefined) known.set(field.name, field);
    else if (same.type.kind !== field.type.kind) {
      keyProblem(
        cursor,
        'warning',
        `"${field.name}" is ${same.type.kind} in the schema and ${field.type.kind} here; the schema counts`,
      );
    }
  }
  return { fields: [...known.values()], names };
}
