import { Buffer } from 'node:buffer';
import { stringifyJson } from '../domain/exact-json.ts';
import { readBody } from '../runtimes/embedded/inputs/read-logs.ts';
import type { ReadItem } from '../sources/file/read-item.ts';
import { isClassified } from './classified.ts';
import type { DetectorInput } from './detector.ts';

/** A payload in a form that schemas can be tried on, or why there is none. */
export type InputItem =
  | { readonly kind: 'payload'; readonly payload: string | Uint8Array; readonly position: string }
  /** A record of a known log type, as JSON. */
  | {
      readonly kind: 'record';
      readonly logType: string;
      readonly json: string;
      readonly position: string;
    }
  | { readonly kind: 'unusable'; readonly detail: string; readonly position: string }
  /** Of the content of a file, whose framing was found out. */
  | { readonly kind: 'content'; readonly read: ReadItem };

/** Takes any input apart, one payload after the other; `logType` says what the objects among them are. */
export async function* readInput(
  input: DetectorInput,
  logType: string | undefined,
): AsyncGenerator<InputItem> {
  const content = await contentOf(input);
  if (content !== undefined) {
    for await (const read of readBody(content)) yield { kind: 'content', read };
    return;
  }
  let number = 0;
  for await (const payload of payloadsOf(input)) {
    number++;
    yield itemOf(payload, logType, String(number));
  }
}

async function contentOf(input: DetectorInput): Promise<Uint8Array | undefined> {
  if (typeof input === 'string') return Buffer.from(input);
  if (input instanceof Uint8Array) return input;
  return isByteStream(input) ? allOf(input) : undefined;
}

/** A single object is one payload. */
const payloadsOf = (input: DetectorInput): Iterable<unknown> | AsyncIterable<unknown> =>
  typeof input === 'object' && isIterable(input) ? input : [input];

const isIterable = (input: object): input is Iterable<unknown> | AsyncIterable<unknown> =>
  Symbol.iterator in input || Symbol.asyncIterator in input;

function itemOf(payload: unknown, logType: string | undefined, position: string): InputItem {
  if (typeof payload === 'string' || payload instanceof Uint8Array) {
    return { kind: 'payload', payload, position };
  }
  if (typeof payload !== 'object' || payload === null) {
    const found = payload === null ? 'null' : typeof payload;
    const detail = `a payload is text, bytes or an object, not ${found}`;
    return { kind: 'unusable', detail, position };
  }
  const { record, ...known } = isClassified(payload) ? payload : { record: payload, logType };
  const json = textOf(record);
  if (json === undefined) {
    return { kind: 'unusable', detail: 'an object that cannot be written as JSON', position };
  }
  return known.logType === undefined
    ? { kind: 'payload', payload: json, position }
    : { kind: 'record', logType: known.logType, json, position };
}

/** Undefined for an object that contains itself, or whose own `toJSON` throws. */
function textOf(payload: object): string | undefined {
  try {
    return stringifyJson(payload);
  } catch {
    return undefined;
  }
}

/** A file or a body that is being read comes in pieces that end anywhere. */
const isByteStream = (input: object): input is AsyncIterable<Uint8Array | string> =>
  Symbol.asyncIterator in input &&
  (Reflect.get(input, 'readableObjectMode') === false || 'getReader' in input);

async function allOf(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) {
    chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  }
  return Buffer.concat(chunks);
}
