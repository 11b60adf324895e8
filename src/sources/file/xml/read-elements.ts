import type { ByteSource, Damage } from '../byte-source.ts';
import { heldBytes } from '../held-bytes.ts';
import { type DocumentReading, OutgoingDocuments } from '../outgoing-documents.ts';
import type { ReadItem } from '../read-item.ts';
import { type ElementRange, ElementScanner } from './element-scanner.ts';
import type { XmlShape } from './xml-shape.ts';

/** Cuts a source into elements of XML, one payload each. */
export async function* readElements(
  source: ByteSource,
  { wrapper }: XmlShape,
  reading: DocumentReading,
): AsyncGenerator<ReadItem> {
  const scanner = new ElementScanner(wrapper);
  const held = heldBytes();
  const out = new OutgoingDocuments(source, reading);
  /** Bytes of the element at hand that were let go, since it is too long. */
  let dropped = 0;
  let damage: Damage | undefined;

  const found = function* ({ kind, start, end }: ElementRange): Generator<ReadItem> {
    out.moveTo(held.streamOffset(end));
    const bytes = held.bytes().subarray(Math.max(0, start), end);
    const size = dropped + bytes.length;
    if (size > reading.documentBytesMax) {
      yield* out.tooLong(size, element, reading.documentBytesMax);
    } else if (kind === 'cut off') yield* out.broken(cutOff, bytes);
    else yield* out.document(trimmed(bytes));
    dropped = 0;
  };

  for (;;) {
    const chunk = await source.next();
    if (chunk.outcome === 'damaged') damage = chunk.damage;
    if (chunk.outcome !== 'bytes') break;

    held.append(chunk.bytes);
    for (const range of scanner.scan(held.bytes())) yield* found(range);
    // What waits lies in the bytes that are moved next.
    yield* out.flush();
    let used = scanner.from();
    if (dropped > 0 || held.bytes().length - used > reading.documentBytesMax) {
      const enough = Math.max(used, held.bytes().length - keptBytes);
      dropped += enough - used;
      used = enough;
    }
    if (used === 0) continue;
    scanner.moveBy(held.bytes(), used);
    held.drop(used);
  }

  const open = held.bytes().subarray(scanner.from());
  out.moveTo(held.streamOffset(held.bytes().length));
  if (dropped > 0) yield* out.tooLong(dropped + open.length, element, reading.documentBytesMax);
  else if (damage !== undefined) yield* out.broken(damage, open);
  else if (scanner.isInElement()) yield* out.broken(endsInside, open);
  else if (trimmed(open).length > 0) yield* out.document(trimmed(open));
  yield* out.flush();
}

const element = 'an XML element';

/** Of an element that is too long, so that the beginning of a tag stays whole. */
const keptBytes = 512;

/** Without blanks around it. */
function trimmed(bytes: Uint8Array): Uint8Array {
  let start = 0;
  let end = bytes.length;
  while (start < end && (bytes[start] ?? 0) <= 0x20) start++;
  while (end > start && (bytes[end - 1] ?? 0) <= 0x20) end--;
  return bytes.subarray(start, end);
}

const copyAgain = 'It was probably cut off on its way: copy it again from where it came from.';

const endsInside: Damage = {
  reason: 'unreadable',
  detail: `the file ends in the middle of an XML element. ${copyAgain}`,
};

const cutOff: Damage = {
  reason: 'unreadable',
  detail: `this XML element ends where another one like it begins. ${copyAgain}`,
};
