import type { ByteSource, Damage } from '../byte-source.ts';
import { RowScanner } from './csv-rows.ts';
import { heldBytes } from '../held-bytes.ts';
import { type DocumentReading, OutgoingDocuments } from '../outgoing-documents.ts';
import type { ReadItem } from '../read-item.ts';

/** A row that goes on for longer began with a quote that is none: its first line is a row by itself. */
const rowBytesMax = 1024 * 1024;

const lineFeed = 0x0a;

/** Cuts a table into rows, which may go over several lines; the ordinal of the row is its position. */
export async function* readRows(
  source: ByteSource,
  reading: DocumentReading & { readonly lineBytesMax: number },
): AsyncGenerator<ReadItem> {
  const scanner = new RowScanner();
  const held = heldBytes();
  const out = new OutgoingDocuments(source, reading);
  let damage: Damage | undefined;
  /** Bytes of a line that were let go, since it is too long. */
  let dropped = 0;

  const rows = function* (from: number): Generator<ReadItem> {
    let start = 0;
    for (const end of scanner.scan(held.bytes(), from)) {
      out.moveTo(held.streamOffset(end));
      const row = trimmed(held.bytes().subarray(start, end));
      if (row.length > 0) yield* out.document(row);
      start = end;
    }
    yield* out.flush();
    held.drop(start);
  };
  /** Takes the first line for a row and begins anew behind it. */
  const giveUpQuote = function* (): Generator<ReadItem> {
    const end = held.bytes().indexOf(lineFeed) + 1;
    out.moveTo(held.streamOffset(end));
    yield* out.document(trimmed(held.bytes().subarray(0, end)));
    yield* out.flush();
    held.drop(end);
    scanner.reset();
    yield* rows(0);
  };
  const mayGiveUp = () => scanner.isQuoted() && held.bytes().includes(lineFeed);

  for (;;) {
    const chunk = await source.next();
    if (chunk.outcome === 'damaged') damage = chunk.damage;
    if (chunk.outcome !== 'bytes') break;
    let { bytes } = chunk;
    if (dropped > 0) {
      const end = bytes.indexOf(lineFeed);
      dropped += end === -1 ? bytes.length : end + 1;
      if (end === -1) continue;
      yield* out.tooLong(dropped, 'a line', reading.lineBytesMax);
      dropped = 0;
      bytes = bytes.subarray(end + 1);
    }
    yield* rows(held.append(bytes));
    while (held.bytes().length > rowBytesMax && mayGiveUp()) yield* giveUpQuote();
    if (held.bytes().length > reading.lineBytesMax) {
      dropped = held.bytes().length;
      held.drop(dropped);
      scanner.reset();
    }
  }

  if (dropped > 0) yield* out.tooLong(dropped, 'a line', reading.lineBytesMax);
  // What damage cuts off is told with it, whole.
  if (damage === undefined) while (mayGiveUp()) yield* giveUpQuote();
  const open = held.bytes();
  out.moveTo(held.streamOffset(open.length));
  if (damage !== undefined) yield* out.broken(damage, open);
  else if (open.length > 0) yield* out.document(trimmed(open));
  yield* out.flush();
}

/** Without the line's end; empty when there is nothing else. */
function trimmed(row: Uint8Array): Uint8Array {
  let end = row.length;
  while (end > 0 && (row[end - 1] === lineFeed || row[end - 1] === 0x0d)) end--;
  return row.subarray(0, end);
}
