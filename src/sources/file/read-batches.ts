import {
  type Damage,
  gathered,
  type PeekSource,
  type RandomAccess,
  skipBytes,
} from './byte-source.ts';
import { recognise } from './content.ts';
import { hasRowsOverLines } from './table/csv-rows.ts';
import { beginsWithDirectives } from './directives/directives.ts';
import { directivesBefore } from './directives/directives-before.ts';
import { decompressed, type Reopen } from './compression/decompress.ts';
import { bytesSource, fileSource, stdinSource, streamSource } from './file-source.ts';
import { framingOf } from './framing.ts';
import { readDocuments } from './json/read-documents.ts';
import { randomAccess } from './parquet/random-access.ts';
import type { ReadItem, ReadOptions } from './read-item.ts';
import { readLines } from './read-lines.ts';
import { readRows } from './table/read-rows.ts';
import { utf8Source } from './text-source.ts';
import { readElements } from './xml/read-elements.ts';
import { xmlShapeOf } from './xml/xml-shape.ts';

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

/** Bytes that come from elsewhere, such as an object in S3. */
export interface RemoteBytes {
  /** For people, in messages: `s3://bucket/key`. */
  readonly name: string;
  /** From the first byte; called again when a damaged place has to be looked at more closely. */
  open(): AsyncIterable<Uint8Array>;
  /** Needed for Parquet of more than a few hundred megabytes, which is read from its end. */
  readonly random?: RandomAccess;
}

/** As `readBatches`, what comes from elsewhere, in bounded memory whatever its size. */
export function readRemote(
  { name, open, random }: RemoteBytes,
  options: ReadOptions = {},
): AsyncIterable<ReadItem> {
  const source = async () => streamSource(open, name, random);
  return readSource(source, source, options);
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
    else if (unpacked.kind === 'parquet') yield* readRowGroups(unpacked.source, options);
    else if (!isAlreadyTold) yield unreadable(unpacked.damage, unpacked.source.bytesOnDisk());
  } finally {
    await unpacked.source.close();
  }
}

/** Loaded when the first such file comes: hardly any start needs it. */
async function* readRowGroups(source: PeekSource, options: ReadOptions): AsyncGenerator<ReadItem> {
  const { batchBytes = batchBytesDefault, documentBytesMax = documentBytesMaxDefault } = options;
  const access = await randomAccess(source);
  if ('reason' in access) {
    if ((options.from?.nextPosition ?? 1) === 1) yield unreadable(access, source.bytesOnDisk());
    return;
  }
  const { readParquet } = await import('./parquet/read-parquet.ts');
  const firstPosition = options.from?.nextPosition ?? 1;
  yield* readParquet(access, { batchBytes, documentBytesMax, firstPosition });
}

type Unpacked =
  | { readonly kind: 'parquet'; readonly source: PeekSource }
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
    if (content.kind === 'parquet') return { kind: 'parquet', source };
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
    unwrap,
  }: ReadOptions,
): AsyncGenerator<ReadItem> {
  const head = (await source.peek()).subarray(markBytes);
  const documents = {
    batchBytes,
    documentBytesMax,
    firstPosition: from.nextPosition,
    ...(unwrap === undefined ? {} : { unwrap }),
  };
  const offset = Math.max(from.offset, markBytes);
  const lines = { batchBytes, lineBytesMax, from: { ...from, offset } };
  const xml = xmlShapeOf(head);
  if (xml !== undefined) {
    await skipBytes(source, markBytes);
    yield* readElements(source, xml, documents);
  } else if (framingOf(head) === 'documents' || unwrap?.mayBeEnvelope(head) === true) {
    yield* readDocuments(source, documents);
  } else if (hasRowsOverLines(head)) {
    await skipBytes(source, markBytes);
    yield* readRows(source, { ...documents, lineBytesMax });
  } else if (beginsWithDirectives(head)) {
    await skipBytes(source, markBytes);
    const directives = await directivesBefore(source, offset - markBytes);
    if (directives !== undefined) yield* readLines(source, { ...lines, directives });
  } else if (await skipBytes(source, offset)) {
    yield* readLines(source, { ...lines, directives: undefined });
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
