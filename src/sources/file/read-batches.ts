import { type Damage, gathered, type PeekSource, skipBytes } from './byte-source.ts';
import { recognise } from './content.ts';
import { hasRowsOverLines } from './csv-rows.ts';
import { decompressed, type Reopen } from './decompress.ts';
import { bytesSource, fileSource, stdinSource } from './file-source.ts';
import { framingOf } from './framing.ts';
import { readDocuments } from './read-documents.ts';
import type { ReadItem, ReadOptions } from './read-item.ts';
import { readLines } from './read-lines.ts';
import { readRows } from './read-rows.ts';
import { utf8Source } from './text-source.ts';

export type { ReadItem, ReadOptions } from './read-item.ts';

/** Large enough that handing a batch to another thread costs nothing beside working on it. */
const batchBytesDefault = 1024 * 1024;
/** What a file is shows in its first bytes; the reader wants to see so many. */
const headBytes = 64 * 1024;

const lineBytesMaxDefault = 16 * 1024 * 1024;
const documentBytesMaxDefault = 64 * 1024 * 1024;

/** Logs are packed twice by accident, never more often; a chain of packings is made to do harm. */
const packingsMax = 3;

/**
 * Reads a file, or standard input for `-`, as batches of whole payloads, in bounded memory. What the file is shows in
 * its content: gzip, zlib, zstd and bzip2 are unpacked, UTF-16 is converted, and lines or JSON documents are told
 * apart. Nothing is lost silently: what cannot be read comes as an item that says why.
 */
export function readBatches(path: string, options: ReadOptions = {}): AsyncIterable<ReadItem> {
  if (path === '-') return readSource(async () => stdinSource(), undefined, options);
  const open = () => fileSource(path);
  return readSource(open, open, options);
}

/** As `readBatches`, what is in memory already. The bytes must stay as they are until the reading has ended. */
export function readBytes(bytes: Uint8Array, options: ReadOptions = {}): AsyncIterable<ReadItem> {
  const open = async () => bytesSource(bytes);
  return readSource(open, open, options);
}

async function* readSource(
  open: Reopen,
  reopen: Reopen | undefined,
  options: ReadOptions,
): AsyncGenerator<ReadItem> {
  const { batchBytes = batchBytesDefault } = options;
  const opened = await open();
  const isAlreadyTold = options.from !== undefined && options.from.nextPosition > 1;
  if (!('next' in opened)) {
    if (!isAlreadyTold) yield unreadable(opened, 0);
    return;
  }

  const chunkBytes = Math.max(batchBytes, headBytes);
  const unpacked = await unpack(gathered(opened, chunkBytes), chunkBytes, reopen);
  try {
    if (unpacked.kind === 'text') yield* readText(unpacked.source, unpacked.markBytes, options);
    else if (!isAlreadyTold) yield unreadable(unpacked.damage, unpacked.source.bytesOnDisk());
  } finally {
    await unpacked.source.close();
  }
}

type Unpacked =
  | { readonly kind: 'text'; readonly source: PeekSource; readonly markBytes: number }
  | { readonly kind: 'binary'; readonly source: PeekSource; readonly damage: Damage };

/** Takes off one packing after the other until there is text. */
async function unpack(
  outermost: PeekSource,
  chunkBytes: number,
  reopen: Reopen | undefined,
): Promise<Unpacked> {
  let source = outermost;
  for (let packings = 0; ; packings++) {
    const content = recognise(await source.peek());
    if (content.kind === 'compressed') {
      if (packings === packingsMax) {
        const detail = `it is packed more than ${packingsMax} times; unpack it and read the result`;
        return { kind: 'binary', source, damage: { reason: 'unreadable', detail } };
      }
      // Only the outermost packing can be begun again.
      const again = packings === 0 ? reopen : undefined;
      source = gathered(await decompressed(content.compression, source, again), chunkBytes);
      continue;
    }
    if (content.kind === 'binary') {
      const detail = `${content.name}, not a log: ${content.hint}`;
      return { kind: 'binary', source, damage: { reason: 'unreadable', detail } };
    }
    const { encoding, markBytes } = content;
    if (encoding === 'utf-8') return { kind: 'text', source, markBytes };
    return {
      kind: 'text',
      source: gathered(utf8Source(source, encoding), chunkBytes),
      markBytes: 0,
    };
  }
}

async function* readText(
  source: PeekSource,
  markBytes: number,
  {
    batchBytes = batchBytesDefault,
    lineBytesMax = lineBytesMaxDefault,
    documentBytesMax = documentBytesMaxDefault,
    from = { offset: 0, nextPosition: 1 },
  }: ReadOptions,
): AsyncGenerator<ReadItem> {
  const head = (await source.peek()).subarray(markBytes);
  const documents = { batchBytes, documentBytesMax, firstPosition: from.nextPosition };
  const offset = Math.max(from.offset, markBytes);
  if (framingOf(head) === 'documents') {
    yield* readDocuments(source, documents);
  } else if (hasRowsOverLines(head)) {
    await skipBytes(source, markBytes);
    yield* readRows(source, { ...documents, lineBytesMax });
  } else if (await skipBytes(source, offset)) {
    yield* readLines(source, { batchBytes, lineBytesMax, from: { ...from, offset } });
  }
}

const unreadable = ({ reason, detail }: Damage, bytes: number): ReadItem => ({
  kind: 'quarantined',
  position: '1',
  reason,
  detail,
  bytes,
  offset: bytes,
  nextPosition: 2,
  bytesOnDisk: bytes,
});
