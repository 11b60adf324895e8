import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzipSync, unzip } from 'node:zlib';
import { parseJson, stringifyJson } from '../../domain/exact-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import { decodeCsv } from './decode-csv.ts';
import { TableContentError } from './table-content-error.ts';

/** How the bytes of a table are to be read. */
export type TableFormat =
  | { readonly kind: 'json' }
  /** Without `valueColumn` the value is the whole row, as a map from column to text. */
  | { readonly kind: 'csv'; readonly keyColumn: string; readonly valueColumn?: string };

export interface DecodedTable extends ReadTable {
  readonly wasCompressed: boolean;
  /** What it is without compression. */
  readonly plain: Uint8Array;
  /** The same for the same content read in the same way. */
  readonly fingerprint: string;
}

interface ReadTable {
  readonly content: ReadonlyMap<string, JsonValue>;
  /** The text as it was, so that a rewrite keeps its form. */
  readonly text: string;
  /** What is odd about it and no reason to refuse it. */
  readonly notices: readonly string[];
}

/** A table is in memory whole, once for each worker; and the engine holds no text of more than 512 MB. */
export const tableBytesMax = 256 * 1024 * 1024;

/** Reads gzip, zlib and plain bytes, whichever they are. Throws `TableContentError` for what is no table. */
export async function decodeTable(
  bytes: Uint8Array,
  format: TableFormat,
  bytesMax = tableBytesMax,
): Promise<DecodedTable> {
  const wasCompressed = isCompressed(bytes);
  const plain = wasCompressed ? await unpacked(bytes, bytesMax) : bytes;
  if (plain.byteLength > bytesMax) throw new TableContentError(tooLarge(bytesMax));
  const fingerprint = createHash('sha256').update(JSON.stringify(format)).update(plain);
  return {
    ...readTable(plain, format),
    plain,
    wasCompressed,
    fingerprint: fingerprint.digest('hex'),
  };
}

/** Reads bytes that are not compressed. Throws `TableContentError` for what is no table. */
export function readTable(plain: Uint8Array, format: TableFormat): ReadTable {
  const text = utf8(plain);
  if (text.trim() === '') {
    throw new TableContentError(plain.byteLength === 0 ? 'is empty (0 bytes)' : 'is blank');
  }
  if (format.kind === 'json') return { content: decodeJson(text), text, notices: [] };
  return { ...decodeCsv(text, format.keyColumn, format.valueColumn), text };
}

/** A JSON table with one value more, in the form that the text had before. */
export function encodeTable(
  content: ReadonlyMap<string, JsonValue>,
  { text, compress }: { readonly text: string; readonly compress: boolean },
): Uint8Array {
  const indent = /^\s*\{\r?\n( +)"/.exec(text)?.[1]?.length;
  const isOnLines = indent !== undefined || /^\s*\{\s*\}\s*$/.test(text);
  const end = text.endsWith('\n') ? '\n' : '';
  const map = Object.fromEntries(content);
  const written = stringifyJson(map, isOnLines ? { indent: indent ?? 2 } : {}) + end;
  return compress ? gzipSync(written) : Buffer.from(written);
}

/** The marks of gzip and zlib; neither can begin a text of JSON or a table of ours. */
const isCompressed = ([first = 0, second = 0]: Uint8Array): boolean =>
  (first === 0x1f && second === 0x8b) ||
  (first === 0x78 &&
    [0x01, 0x5e, 0x9c, 0xda].includes(second) &&
    (first * 256 + second) % 31 === 0);

const unzipAsync = promisify(unzip);

async function unpacked(bytes: Uint8Array, bytesMax: number): Promise<Uint8Array> {
  try {
    return await unzipAsync(bytes, { maxOutputLength: bytesMax });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new TableContentError(tooLarge(bytesMax));
    const reason = error instanceof Error ? error.message : String(error);
    throw new TableContentError(`cannot be unpacked, it may be cut off (${reason})`);
  }
}

export const tooLarge = (bytesMax: number): string =>
  `is larger than ${Math.round(bytesMax / 1024 / 1024)} MB, the most that is read into memory`;

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new TableContentError('is not UTF-8 text');
  }
}

/** By its keys alone: pairs of a million keys would need as much memory again as what is in them. */
function mapOf(value: JsonObject): ReadonlyMap<string, JsonValue> {
  const content = new Map<string, JsonValue>();
  for (const key of Object.keys(value)) content.set(key, value[key] ?? null);
  return content;
}

function decodeJson(text: string): ReadonlyMap<string, JsonValue> {
  let value: JsonValue;
  try {
    value = parseJson(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : String(error);
    throw new TableContentError(`is not JSON (${reason})`);
  }
  if (isJsonObject(value)) return mapOf(value);
  const found = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`;
  throw new TableContentError(`holds ${found}; write a map { "key": value, … }`);
}
