import type { LogRecord } from '../../domain/record.ts';

/** The value of one field of a record; undefined when it is absent. */
export type ReadField = (record: LogRecord) => unknown;

type Keyed = { readonly [key: string]: unknown } | null | undefined;

/** Prototypes of everything a record can hold: a key found on one of them needs a closer look. */
const prototypes: readonly object[] = [
  Object.prototype,
  Array.prototype,
  String.prototype,
  Number.prototype,
  BigInt.prototype,
  Boolean.prototype,
];

/** Whether a key means the same on everything a record can hold: it is no list index, and no prototype has it. */
export const readsStraight = (key: string): boolean =>
  !/^\d+$/.test(key) && !prototypes.some((shared) => key in shared);

/**
 * Compiles a path for the one place where it is read for every record. A key that no prototype has, and that is
 * no list index, can be read straight away: on a map it is the map's own, on anything else it is undefined.
 */
export function compileReadField(path: readonly string[]): ReadField {
  if (!path.every(readsStraight)) {
    return (record) => readOwn(record, path);
  }
  const [first = '', second, third] = path;
  if (second === undefined) return (record) => record[first];
  if (third === undefined) return (record) => (record[first] as Keyed)?.[second];
  if (path.length === 3) {
    return (record) => ((record[first] as Keyed)?.[second] as Keyed)?.[third];
  }
  return (record) => {
    let value: unknown = record;
    for (let index = 0; index < path.length; index++) {
      value = (value as Keyed)?.[path[index] ?? ''];
    }
    return value;
  };
}

function readOwn(record: LogRecord, path: readonly string[]): unknown {
  let value: unknown = record;
  for (const key of path) {
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isMap || !Object.hasOwn(value as object, key)) return undefined;
    value = (value as Keyed)?.[key];
  }
  return value;
}
