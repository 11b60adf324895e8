import { stringifyJson } from '../../domain/exact-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import { isEqual } from './compare-records.ts';

/** Path of a field → values that the first record of a group does not have there, each once, the first ones. */
export interface NewValues {
  readonly byPath: Readonly<Record<string, readonly JsonValue[]>>;
  /** Characters of all of them, so that together they stay small. */
  readonly size: number;
}

export const noNewValues: NewValues = { byPath: {}, size: 0 };

const sizeMax = 32 * 1024;
const pathLengthMax = 200;
const pathsMax = 100;
const valuesMax = 50;
const textMax = 200;
/** Stands at the end of a list that lacks some. */
export const more = '… more';

/** The union goes on; what is there already changes nothing. */
export function addNewValues(known: NewValues, record: JsonObject, first: JsonObject): NewValues {
  const { byPath } = known;
  const added = new Map<string, readonly JsonValue[]>();
  let { size } = known;
  walk(record, first, '', (path, value) => {
    const values = added.get(path) ?? (Object.hasOwn(byPath, path) ? byPath[path] : undefined);
    if (values?.at(-1) === more) return;
    const isNewPath = values === undefined;
    if (isNewPath && Object.keys(byPath).length + added.size >= pathsMax) return;
    const short = shortForm(value);
    if (values?.some((each) => isEqual(each, short)) === true) return;
    const length = stringifyJson(short).length + (isNewPath ? path.length : 0);
    const isFull = size + length > sizeMax || (values?.length ?? 0) >= valuesMax;
    if (isFull && isNewPath) return;
    size += isFull ? 0 : length;
    added.set(path, [...(values ?? []), isFull ? more : short]);
  });
  return added.size === 0 ? known : { byPath: { ...byPath, ...Object.fromEntries(added) }, size };
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
    if (at.length > pathLengthMax) continue;
    if (isJsonObject(value) && depth < depthMax) walk(value, there, at, found, depth + 1);
    else found(at, value);
  }
}
