import { stringifyJson } from '../../domain/exact-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import { isEqual } from './compare-records.ts';

/** Path of a field → values that the first record of a group does not have there, each once, the first ones. */
export type NewValues = Readonly<Record<string, readonly JsonValue[]>>;

const pathsMax = 100;
const valuesMax = 50;
const textMax = 200;
/** Stands at the end of a list that lacks some. */
export const more = '… more';

/** The union goes on; what is there already changes nothing. */
export function addNewValues(known: NewValues, record: JsonObject, first: JsonObject): NewValues {
  const added = new Map<string, readonly JsonValue[]>();
  walk(record, first, '', (path, value) => {
    const values = added.get(path) ?? (Object.hasOwn(known, path) ? known[path] : undefined);
    if (values === undefined && Object.keys(known).length + added.size >= pathsMax) return;
    const next = withValue(values ?? [], value);
    if (next !== values) added.set(path, next);
  });
  return added.size === 0 ? known : Object.fromEntries([...Object.entries(known), ...added]);
}

function withValue(values: readonly JsonValue[], value: JsonValue): readonly JsonValue[] {
  if (values.at(-1) === more) return values;
  const short = shortForm(value);
  if (values.some((each) => isEqual(each, short))) return values;
  return values.length >= valuesMax ? [...values, more] : [...values, short];
}

const shortForm = (value: JsonValue): JsonValue => {
  const text = typeof value === 'string' ? value : stringifyJson(value);
  if (text.length > textMax) return `${text.slice(0, textMax).toWellFormed()}…`;
  return value;
};

/** Deeper is one value. */
const depthMax = 6;

function walk(
  record: JsonObject,
  first: JsonValue | undefined,
  path: string,
  found: (path: string, value: JsonValue) => void,
  depth = 0,
): void {
  for (const [key, value] of Object.entries(record)) {
    const there = isJsonObject(first) && Object.hasOwn(first, key) ? first[key] : undefined;
    if (isEqual(value, there)) continue;
    const at = path === '' ? key : `${path}.${key}`;
    if (isJsonObject(value) && depth < depthMax) walk(value, there, at, found, depth + 1);
    else found(at, value);
  }
}
