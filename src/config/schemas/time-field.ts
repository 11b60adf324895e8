import { z } from 'zod';
import {
  envelopeKey,
  type Field,
  type TimeField,
  type TimeFormat,
  timeFormats,
} from '../../domain/log-type.ts';
import { compileTimePattern, isTimePattern } from '../../domain/time-pattern.ts';
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

const keysOfPath = z
  .union([z.string().min(1), z.array(z.string()).min(1)])
  .describe('Keys from the top of the record: "a.b" or ["a", "b"]');

const severalKeys = z
  .array(keysOfPath)
  .min(2)
  .describe(
    'Where the time is written in several fields: their paths; what they hold is read as one text, with blanks between',
  );

/** For editors; read by `readTimeField`. */
export const timeFieldDefinition = z
  .union([
    z.string().min(1),
    z.strictObject({
      path: keysOfPath.optional(),
      paths: severalKeys.optional(),
      format: z
        .union([z.enum(timeFormats), z.string().regex(/%/)])
        .default('iso8601')
        .optional()
        .describe(
          'How the time is written: a name, or a pattern of strptime such as %d.%m.%Y %H:%M:%S',
        ),
    }),
  ])
  .describe('The field that says when the event happened; without it the time of arrival counts');

interface Declared {
  readonly fields: readonly Field[];
  readonly envelope: readonly Field[];
}

const knownKeys = ['path', 'paths', 'format'];

/** Where the time of an event stands in its record. A wrong declaration is refused: times would silently be wrong. */
export function readTimeField(cursor: Cursor, declared: Declared): TimeField | undefined {
  const isMap = cursor.node.kind === 'map';
  for (const [key, value] of entriesOf(cursor)) {
    if (knownKeys.includes(key)) continue;
    unknownName(value, 'warning', 'key of a time field', key, knownKeys);
  }
  const several = child(cursor, 'paths');
  const path = isMap ? child(cursor, 'path') : cursor;
  const found = several === undefined ? onePath(path, cursor, declared, isMap) : undefined;
  const [first, ...further] =
    several === undefined ? (found ? [found] : []) : severalPaths(several, path, declared);
  if (first === undefined) return undefined;
  const format = readFormat(child(cursor, 'format'));
  return { path: first, ...(further.length > 0 && { furtherPaths: further }), format };
}

function onePath(
  at: Cursor | undefined,
  cursor: Cursor,
  declared: Declared,
  isMap: boolean,
): readonly string[] | undefined {
  const keys = at && readKeys(at, declared, isMap);
  if (at === undefined || keys === undefined) {
    const found = at === undefined ? 'is missing' : `is ${shown(at)}`;
    problem(at ?? cursor, 'load', `"path" ${found}; write "a.b" or ["a", "b"]`);
    return undefined;
  }
  refuseUnknown(at, keys, declared);
  return keys;
}

function severalPaths(
  several: Cursor,
  path: Cursor | undefined,
  declared: Declared,
): readonly (readonly string[])[] {
  if (path !== undefined)
    problem(path, 'load', '"path" and "paths" say the same; keep one of them');
  const items = itemsOf(several);
  if (items.length < 2) {
    const example = 'write two paths or more, such as ["date", "time"]';
    problem(several, 'load', `"paths" is ${shown(several)}; ${example}`);
    return [];
  }
  return items.flatMap((item) => {
    const keys = readKeys(item, declared, true);
    if (keys === undefined) {
      problem(item, 'load', `expected a path, "a.b" or ["a", "b"], found ${shown(item)}`);
      return [];
    }
    refuseUnknown(item, keys, declared);
    return [keys];
  });
}

function refuseUnknown(at: Cursor, keys: readonly string[], declared: Declared): void {
  const unknown = missingStep(keys, declared);
  if (unknown === undefined) return;
  problem(at, 'load', `there is no field ${JSON.stringify(unknown.name)}`, unknown.suggestion);
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
  if (node.kind === 'text' && isTimePattern(node.value)) {
    const compiled = compileTimePattern(node.value);
    if (compiled.outcome === 'refused') problem(cursor, 'load', compiled.problem);
    return node.value;
  }
  const format = timeFormats.find((known) => node.kind === 'text' && known === node.value);
  if (format === undefined) {
    const suggestion = node.kind === 'text' ? nearest(node.value, timeFormats) : undefined;
    const expected = `expected one of ${timeFormats.join(', ')}, or a pattern such as "%d/%b/%Y:%H:%M:%S %z"`;
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
