import type { SchemaElement, SchemaTree } from 'hyparquet';
import { isListLike, isMapLike } from 'hyparquet/src/schema.js';
import { stringifyJson } from '../../../domain/exact-json.ts';
import { hostileKey, standInKey, textOf } from './value-parsers.ts';

/** The JSON text of a value of a column. */
export type WriteValue = (value: unknown) => string;

/** Put together once for each column: what a value is made of does not change from row to row. */
export function valueWriter(
  node: SchemaTree,
  scales: ReadonlyMap<SchemaElement, number>,
): WriteValue {
  if (isListLike(node)) {
    const [repeated] = node.children;
    const inner = repeated?.children.length === 1 ? repeated.children[0] : repeated;
    return inner === undefined ? writeAny : list(valueWriter(inner, scales));
  }
  if (isMapLike(node)) {
    const value = node.children[0]?.children[1];
    return value === undefined ? writeAny : map(valueWriter(value, scales));
  }
  const isVariant = node.element.logical_type?.type === 'VARIANT';
  const write = node.children.length > 0 && !isVariant ? struct(node, scales) : leaf(node, scales);
  return node.element.repetition_type === 'REPEATED' ? list(write) : write;
}

const list =
  (write: WriteValue): WriteValue =>
  (value) =>
    isArray(value) ? `[${Array.from(value, write).join(',')}]` : 'null';

const isArray = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

const map =
  (write: WriteValue): WriteValue =>
  (value) => {
    if (typeof value !== 'object' || value === null) return 'null';
    const entries = Object.entries(value).map(([key, item]) => `${keyText(key)}:${write(item)}`);
    return `{${entries.join(',')}}`;
  };

function struct(node: SchemaTree, scales: ReadonlyMap<SchemaElement, number>): WriteValue {
  const fields = node.children.map((child) => ({
    name: child.element.name,
    key: keyText(child.element.name),
    write: valueWriter(child, scales),
  }));
  return (value) => {
    if (typeof value !== 'object' || value === null) return 'null';
    // It was put together by the reader out of these very names.
    const found = value as Readonly<Record<string, unknown>>;
    return `{${fields.map(({ name, key, write }) => `${key}:${write(found[name])}`).join(',')}}`;
  };
}

function leaf({ element }: SchemaTree, scales: ReadonlyMap<SchemaElement, number>): WriteValue {
  const scale = scales.get(element);
  return scale === undefined ? writeAny : (value) => decimalText(value, scale);
}

/** The name of a column as a key. */
export const keyText = (name: string): string =>
  JSON.stringify(name === standInKey ? hostileKey : name);

function writeAny(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value === standInKey ? hostileKey : value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return 'null';
  if (value instanceof Uint8Array) return JSON.stringify(textOf(value));
  return value instanceof Date ? JSON.stringify(value.toISOString()) : containerText(value);
}

const numberText = (value: number): string =>
  Number.isFinite(value) && !Object.is(value, -0) ? String(value) : stringifyJson(value);

/** Of columns that hold documents of their own. */
function containerText(value: object): string {
  if (isArray(value)) return `[${Array.from(value, writeAny).join(',')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${keyText(key)}:${writeAny(item)}`)
    .join(',')}}`;
}

/** A number with as many digits behind the point as its column has; all of them are kept. */
function decimalText(value: unknown, scale: number): string {
  const unscaled = unscaledOf(value);
  if (unscaled === undefined) return 'null';
  if (scale <= 0) return String(unscaled * 10n ** BigInt(Math.min(-scale, scaleMax)));
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  const sign = unscaled < 0n ? '-' : '';
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** No writer has columns of more digits. */
export const scaleMax = 76;

function unscaledOf(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  if (!(value instanceof Uint8Array) || value.length === 0 || value.length > 64) return undefined;
  return BigInt.asIntN(
    value.length * 8,
    BigInt(`0x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`),
  );
}
