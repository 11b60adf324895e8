import type { Alert } from '../domain/alert.ts';
import { stringifyJson } from '../domain/exact-json.ts';
import type { JsonObject } from '../domain/json.ts';
import { beginningOf, mapWithin, tighterBounds } from '../domain/shrink.ts';

/** Says where the rest is. */
export const pointer = ({ id }: Pick<Alert, 'id'>): string =>
  `shortened; alert ${id} has all of it`;

/** The beginning of a text in no more bytes of UTF-8, which never ends inside a character. */
function beginningInBytes(text: string, bytesMax: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(Math.max(0, bytesMax)));
  return text.slice(0, read);
}

/** What a destination counts. */
interface Measure {
  sizeOf(text: string): number;
  beginningOf(text: string, sizeMax: number): string;
}

const inCharacters: Measure = { sizeOf: ({ length }) => length, beginningOf };
const inBytes: Measure = {
  sizeOf: (text) => Buffer.byteLength(text),
  beginningOf: beginningInBytes,
};

/** A text in no more characters than a destination takes; what is cut off is pointed at. */
export const fittingText = (text: string, lengthMax: number, alert: Pick<Alert, 'id'>): string =>
  fitting(text, lengthMax, alert, inCharacters);

/** The same for destinations that count bytes of UTF-8. */
export const fittingBytes = (text: string, bytesMax: number, alert: Pick<Alert, 'id'>): string =>
  fitting(text, bytesMax, alert, inBytes);

function fitting(text: string, max: number, alert: Pick<Alert, 'id'>, measure: Measure): string {
  if (measure.sizeOf(text) <= max) return text;
  const end = `… (${pointer(alert)})`;
  // Titles are too short for the pointer.
  const mark = measure.sizeOf(end) * 2 < max ? end : '…';
  return measure.beginningOf(text, max - measure.sizeOf(mark)) + mark;
}

/** Bytes of the JSON text that is sent. */
export const jsonBytes = (value: unknown): number =>
  Buffer.byteLength(stringifyJson(value, { strict: true }));

/**
 * A map in no more bytes of JSON than a destination takes: long texts, lists and maps lose their ends, evenly, and the
 * key `streamalert_shortened` says where all of it is. With the last resort only that key is left.
 */
export function fittingMap(
  content: JsonObject,
  bytesMax: number,
  alert: Pick<Alert, 'id'>,
): JsonObject {
  if (jsonBytes(content) <= bytesMax) return content;
  const note = { streamalert_shortened: pointer(alert) };
  for (const bounds of tighterBounds) {
    const shrunk = { ...mapWithin(content, bounds), ...note };
    if (jsonBytes(shrunk) <= bytesMax) return shrunk;
  }
  return note;
}

/** Tried one after the other where a destination documents no limit but has one. */
const undocumentedBytes = [512 * 1024, 128 * 1024, 24 * 1024];

/** Sends a map, and sends it shorter as long as the destination finds it too large. */
export function sendFitting<Sent>(
  content: JsonObject,
  alert: Pick<Alert, 'id'>,
  send: (content: JsonObject) => Promise<Sent>,
  isTooLarge: (sent: Sent) => boolean,
): Promise<Sent> {
  return sendWithin(
    [Number.POSITIVE_INFINITY, ...undocumentedBytes],
    (bytesMax) => fittingMap(content, bytesMax, alert),
    send,
    isTooLarge,
  );
}

/** The same for what has a form of its own within each bound. What is no shorter is not sent again. */
export async function sendWithin<Content, Sent>(
  bounds: readonly [number, ...number[]],
  formWithin: (max: number) => Content,
  send: (content: Content) => Promise<Sent>,
  isTooLarge: (sent: Sent) => boolean,
): Promise<Sent> {
  const [first, ...others] = bounds;
  let content = formWithin(first);
  let sent = await send(content);
  for (const max of others) {
    if (!isTooLarge(sent)) break;
    const shorter = formWithin(max);
    if (jsonBytes(shorter) >= jsonBytes(content)) continue;
    content = shorter;
    sent = await send(content);
  }
  return sent;
}
