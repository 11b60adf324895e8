/** Parts have about this size: one batch each. */
const partBytes = 1024 * 1024;

/** What stands around the list is repeated in every part, and so has to be short. */
const envelopeBytesMax = 64 * 1024;

/** The list that makes a document big, and where it can be cut. */
interface List {
  /** Behind the opening bracket. */
  readonly open: number;
  /** At the closing bracket; undefined when the bytes end before it. */
  readonly close: number | undefined;
  /** Commas between elements, about a part's size from each other. */
  readonly commas: readonly number[];
  /** The last comma between elements. */
  readonly lastComma: number | undefined;
}

/**
 * What there is of a document: all of it, a part that goes on later, or a part behind which nothing comes any more.
 */
export type Extent = 'complete' | 'goes on' | 'cut off';

export interface Cut {
  /** Made one after the other, from bytes that must not change until then. */
  readonly parts: Iterable<Uint8Array>;
  /** What is still to be continued: the envelope's beginning and the elements that are in no part. */
  readonly rest: Uint8Array | undefined;
}

/**
 * Cuts a document such as `{"Records": [ … ]}` into several, each with some of the elements and all that stands around
 * the list, so that no record is lost and none of them needs much memory. Undefined when it is built otherwise.
 *
 * A document of which there is only a part is cut as well; its parts have what stands before the list.
 */
export function cutDocument(bytes: Uint8Array, extent: Extent): Cut | undefined {
  const list = longestList(bytes);
  if (list === undefined) return undefined;
  // A part in which the list has ended has nothing left that could be cut off it.
  if ((extent === 'complete') !== (list.close !== undefined)) return undefined;

  const { open, close, commas, lastComma } = list;
  const edges = [...commas];
  if (extent === 'cut off' && lastComma !== undefined && lastComma !== commas.at(-1)) {
    edges.push(lastComma);
  }
  if (edges.length === 0) return undefined;
  if (close !== undefined) edges.push(close);
  const end = close ?? bytes.length;
  if (open + (bytes.length - end) > envelopeBytesMax) return undefined;

  const before = bytes.subarray(0, open);
  const after = close === undefined ? endOfEnvelope : bytes.subarray(close);
  const last = edges.at(-1) ?? open;
  return {
    parts: partsBetween(edges),
    rest: close === undefined ? joined(before, bytes.subarray(last + 1)) : undefined,
  };

  function* partsBetween(places: readonly number[]) {
    let from = open;
    for (const place of places) {
      yield joined(before, bytes.subarray(from, place), after);
      from = place + 1;
    }
  }
}

const endOfEnvelope = Uint8Array.of(0x5d, 0x7d);

/** Of the lists directly in the document's object, the one that takes the most room. */
function longestList(bytes: Uint8Array): List | undefined {
  let best: List | undefined;
  let open = 0;
  let commas: number[] = [];
  let lastComma: number | undefined;
  let lastCut = 0;
  let depth = 0;
  let isInList = false;
  if (bytes[0] !== 0x7b) return undefined;

  const size = (list: List | undefined) =>
    list === undefined ? 0 : (list.close ?? bytes.length) - list.open;
  const take = (list: List) => {
    if (size(list) > size(best)) best = list;
  };

  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 0x22) {
      at = stringEnd(bytes, at);
    } else if (byte === 0x7b || byte === 0x5b) {
      depth++;
      if (byte === 0x5b && depth === 2) {
        isInList = true;
        open = at + 1;
        lastCut = open;
        commas = [];
        lastComma = undefined;
      }
    } else if (byte === 0x7d || byte === 0x5d) {
      if (depth === 2 && isInList) {
        take({ open, close: at, commas, lastComma });
        isInList = false;
      }
      depth--;
    } else if (byte === 0x2c && depth === 2 && isInList) {
      lastComma = at;
      if (at - lastCut < partBytes) continue;
      commas.push(at);
      lastCut = at;
    }
  }
  if (isInList) take({ open, close: undefined, commas, lastComma });
  return best;
}

function stringEnd(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== 0x22) at += bytes[at] === 0x5c ? 2 : 1;
  return at;
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);
