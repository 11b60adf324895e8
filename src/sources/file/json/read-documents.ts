import { cutDocument } from './big-document.ts';
import type { ByteSource, Damage } from '../byte-source.ts';
import { DocumentScanner } from './document-scanner.ts';
import { heldBytes } from '../held-bytes.ts';
import { type DocumentReading, OutgoingDocuments } from '../outgoing-documents.ts';
import type { ReadItem } from '../read-item.ts';

/**
 * A document that is still going on at this size is cut while it comes, to need little memory. What stands behind its
 * list is then only in the last part; no delivery of a log service has anything there at that size.
 */
const tryCutBytes = 16 * 1024 * 1024;

/** Cuts a source into JSON documents, one payload each. */
export async function* readDocuments(
  source: ByteSource,
  reading: DocumentReading,
): AsyncGenerator<ReadItem> {
  const scanner = new DocumentScanner();
  const held = heldBytes();
  const out = new OutgoingDocuments(source, reading);
  /** Bytes of the document at hand that were let go, since it is too long. */
  let dropped = 0;
  let damage: Damage | undefined;
  let tryAt = tryCutBytes;

  for (;;) {
    const chunk = await source.next();
    if (chunk.outcome === 'damaged') damage = chunk.damage;
    if (chunk.outcome !== 'bytes') break;

    const from = held.append(chunk.bytes);
    for (const { start, end } of scanner.scan(held.bytes(), from)) {
      out.moveTo(held.streamOffset(end));
      const document = held.bytes().subarray(start, end);
      if (dropped > 0) yield* out.tooLong(dropped + document.length);
      else yield* out.document(document);
      dropped = 0;
    }
    // What waits lies in the bytes that are moved next.
    yield* out.flush();

    const used = scanner.openStart() ?? held.bytes().length;
    scanner.moveBy(used);
    held.drop(used);
    const size = held.bytes().length;
    if (used > 0) tryAt = tryCutBytes;
    if (dropped === 0 && size < Math.min(tryAt, reading.documentBytesMax)) continue;

    const cut = dropped > 0 ? undefined : cutDocument(held.bytes(), 'goes on');
    if (cut?.rest !== undefined) {
      out.moveTo(held.streamOffset(size - cut.rest.length));
      for (const part of cut.parts) yield* out.document(part);
      yield* out.flush();
      held.replace(cut.rest);
    } else if (dropped > 0 || size > reading.documentBytesMax) {
      dropped += size;
      held.drop(size);
    }
    tryAt = cut?.rest === undefined ? size * 2 : tryCutBytes;
  }

  out.moveTo(held.streamOffset(held.bytes().length));
  const open = scanner.openStart() === undefined ? undefined : held.bytes();
  if (damage !== undefined) yield* out.broken(damage, open);
  else if (dropped > 0) yield* out.tooLong(dropped + held.bytes().length);
  else if (open !== undefined && scanner.isInContainer()) yield* out.broken(endsInside, open);
  else if (open !== undefined) yield* out.document(open);
  else if (scanner.isInArray()) yield* out.broken(endsInArray, undefined);
  yield* out.flush();
}

const copyAgain = 'It was probably cut off on its way: copy it again from where it came from.';

const endsInside: Damage = {
  reason: 'not JSON',
  detail: `the file ends in the middle of a JSON document. ${copyAgain}`,
};

const endsInArray: Damage = {
  reason: 'unreadable',
  detail: `the file ends inside of a JSON array, behind this element. ${copyAgain}`,
};
