import type { Field, FieldType } from '../../domain/log-type.ts';
import { type Cursor, entriesOf, problem } from '../cursor.ts';
import { shown } from '../shown.ts';
import { nearest } from '../suggest.ts';
import { scalarTypes } from './definition.ts';

/** Words that people write for a type, beyond misspellings. */
const otherWords: Readonly<Record<string, string>> = {
  array: '[]',
  bool: 'boolean',
  date: 'string',
  dict: '{}',
  double: 'float',
  int: 'integer',
  list: '[]',
  long: 'integer',
  map: '{}',
  number: 'float',
  object: '{}',
  str: 'string',
  text: 'string',
};

/** The fields of a map of types, in the order of the file. Undefined, with a finding, when it is no map. */
export function readFields(cursor: Cursor): readonly Field[] | undefined {
  if (cursor.node.kind !== 'map') {
    problem(
      cursor,
      'load',
      `expected a map { "field": "type", … } whose order counts, found ${shown(cursor)}`,
    );
    return undefined;
  }
  return entriesOf(cursor).map(([name, value]) => ({ name, type: readType(value) }));
}

function readType(cursor: Cursor): FieldType {
  const { node } = cursor;
  if (node.kind === 'list') return { kind: 'list' };
  if (node.kind === 'map') {
    return node.entries.size === 0
      ? { kind: 'any' }
      : {
          kind: 'map',
          fields: entriesOf(cursor).map(([name, value]) => ({ name, type: readType(value) })),
        };
  }
  if (node.kind === 'text') {
    const kind = scalarTypes.find((type) => type === node.value);
    if (kind !== undefined) return { kind };
  }
  const declared = node.value === null ? 'null' : String(node.value);
  problem(
    cursor,
    'warning',
    `${shown(cursor)} is no type; use string, integer, float, boolean, [] or {}. A record with a value here is invalid`,
    Object.hasOwn(otherWords, declared.toLowerCase())
      ? otherWords[declared.toLowerCase()]
      : nearest(declared, scalarTypes),
  );
  return { kind: 'unsupported', declared };
}
