import { z } from 'zod';
import { envelopeKey, type Field, type TimeField, type TimeFormat } from '../../domain/log-type.ts';
import {
  type Cursor,
  child,
  entriesOf,
  itemsOf,
  problem,
  textsOf,
  unknownName,
} from '../cursor.ts';
import { shown } from '../shown.ts';
import { nearest } from '../suggest.ts';

const formats = ['iso8601', 'epoch_seconds', 'epoch_milliseconds', 'syslog'] as const;

const path = z
  .union([z.string().min(1), z.array(z.string()).min(1)])
  .describe('Keys from the top of the record: "a.b" or ["a", "b"]');

/** For editors; read by `readTimeField`. */
export const timeFieldDefinition = z
  .union([
    z.string().min(1),
    z.strictObject({
      path,
      format: z.enum(formats).default('iso8601').optional().describe('How the time is written'),
    }),
  ])
  .describe('The field that says when the event happened; without it the time of arrival counts');

interface Declared {
  readonly fields: readonly Field[];
  readonly envelope: readonly Field[];
}

/** Where the time of an event stands in its record. A wrong declaration is refused: times would silently be wrong. */
export function readTimeField(cursor: Cursor, declared: Declared): TimeField | undefined {
  const isMap = cursor.node.kind === 'map';
  const at = isMap ? child(cursor, 'path') : cursor;
  for (const [key, value] of entriesOf(cursor)) {
    if (key !== 'path' && key !== 'format') {
      unknownName(value, 'warning', 'key of a time field', key, ['path', 'format']);
    }
  }
  const keys = at && readKeys(at, declared, isMap);
  if (at === undefined || keys === undefined) {
    const found = at === undefined ? 'is missing' : `is ${shown(at)}`;
    problem(at ?? cursor, 'load', `"path" ${found}; write "a.b" or ["a", "b"]`);
    return undefined;
  }
  const unknown = missingStep(keys, declared);
  if (unknown !== undefined) {
    problem(at, 'load', `there is no field ${JSON.stringify(unknown.name)}`, unknown.suggestion);
  }
  return { path: keys, format: readFormat(child(cursor, 'format')) };
}

function readKeys(at: Cursor, { fields }: Declared, isMap: boolean): readonly string[] | undefined {
  if (at.node.kind === 'text' && at.node.value !== '') {
    const { value } = at.node;
    return fields.some(({ name }) => name === value) ? [value] : value.split('.');
  }
  const keys = textsOf(at);
  return isMap && keys.length > 0 && keys.length === itemsOf(at).length ? keys : undefined;
}

function readFormat(cursor: Cursor | undefined): TimeFormat {
  if (cursor === undefined) return 'iso8601';
  const { node } = cursor;
  const format = formats.find((known) => node.kind === 'text' && known === node.value);
  if (format === undefined) {
    const suggestion = node.kind === 'text' ? nearest(node.value, formats) : undefined;
    const expected = `expected one of ${formats.join(', ')}`;
    problem(cursor, 'load', `${expected}; found ${shown(cursor)}`, suggestion);
  }
  return format ?? 'iso8601';
}

/** The first key of the path that the schema lacks; below `{}` anything may be. */
function missingStep(keys: readonly string[], { fields, envelope }: Declared) {
  const inEnvelope = keys[0] === envelopeKey;
  let known: readonly Field[] | undefined = inEnvelope ? envelope : fields;
  // A schema without any field accepts everything.
  if (known.length === 0) return undefined;
  for (const name of inEnvelope ? keys.slice(1) : keys) {
    const field: Field | undefined = known?.find((candidate) => candidate.name === name);
    if (known !== undefined && field === undefined) {
      const names = known.map((candidate) => candidate.name);
      return { name, suggestion: nearest(name, names) };
    }
    known = field?.type.kind === 'map' ? field.type.fields : undefined;
  }
  return undefined;
}
