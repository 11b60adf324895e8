import { cutDocument } from './big-document.ts';
import type { ByteSource, Damage } from './byte-source.ts';
import { payloadSequence, recordSeparator } from './payload-sequence.ts';
import { type ReadItem, type ReadPosition, rawBytesMax } from './read-item.ts';

/** A larger document of many records is cut, so that the workers share it and need little memory for it. */
const wholeDocumentBytesMax = 4 * 1024 * 1024;

/** How documents are gathered. */
export interface DocumentReading {
  readonly batchBytes: number;
  readonly documentBytesMax: number;
  /** Documents before it are passed over. */
  readonly firstPosition: number;
}

/** Gathers documents into batches and gives each its position. */
export class OutgoingDocuments {
  readonly #source: Pick<ByteSource, 'bytesOnDisk'>;
  readonly #reading: DocumentReading;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #nextPosition = 1;
  #offset = 0;
  #lastOffset = 0;

  constructor(source: Pick<ByteSource, 'bytesOnDisk'>, reading: DocumentReading) {
    this.#source = source;
    this.#reading = reading;
  }

  /** How many bytes of the stream are behind us, from here on. */
  moveTo(offset: number) {
    this.#offset = offset;
  }

  /** The bytes must not change before the next `flush`. */
  *document(bytes: Uint8Array): Generator<ReadItem> {
    const cut = bytes.length > wholeDocumentBytesMax ? cutDocument(bytes, 'complete') : undefined;
    if (cut !== undefined) for (const part of cut.parts) yield* this.#payload(part);
    else if (bytes.length > this.#reading.documentBytesMax) yield* this.tooLong(bytes.length);
    else yield* this.#payload(bytes);
  }

  *tooLong(
    bytes: number,
    what = 'a JSON document that is no list of records',
    bytesMax = this.#reading.documentBytesMax,
  ): Generator<ReadItem> {
    const detail = `${what} of ${bytes} bytes, where ${bytesMax} are allowed; write one record to a line instead`;
    yield* this.#quarantined({ reason: 'too long', detail, bytes }, undefined);
  }

  /**
   * The stream cannot be read further; `open` is what there is of the document in which that happens. Elements of its
   * list that are whole are not lost.
   */
  *broken({ reason, detail }: Damage, open: Uint8Array | undefined): Generator<ReadItem> {
    const cut = open === undefined ? undefined : cutDocument(open, 'cut off');
    for (const part of cut?.parts ?? []) yield* this.#payload(part);
    const left = cut?.rest ?? open;
    yield* this.#quarantined({ reason, detail, bytes: left?.length ?? 0 }, left);
  }

  /** The batch that waits, if there is one. */
  *flush(): Generator<ReadItem> {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    this.#waitingBytes = 0;
    const bytes = payloadSequence(waiting);
    const firstPosition = this.#nextPosition - waiting.length;
    yield {
      kind: 'batch',
      batch: { framing: 'documents', bytes, firstPosition },
      ...this.#place(),
    };
  }

  *#payload(bytes: Uint8Array): Generator<ReadItem> {
    if (hasSeparator(bytes)) {
      const detail = 'a control character (0x1e) stands in it, which no record may hold';
      yield* this.#quarantined({ reason: 'not JSON', detail, bytes: bytes.length }, bytes);
      return;
    }
    this.#nextPosition++;
    if (this.#nextPosition <= this.#reading.firstPosition) return;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= this.#reading.batchBytes) yield* this.flush();
  }

  *#quarantined(
    found: Damage & { readonly bytes: number },
    raw: Uint8Array | undefined,
  ): Generator<ReadItem> {
    yield* this.flush();
    const position = this.#nextPosition++;
    if (position < this.#reading.firstPosition) return;
    const isKept = raw !== undefined && raw.length > 0 && raw.length <= rawBytesMax;
    yield {
      kind: 'quarantined',
      position: String(position),
      ...found,
      ...(isKept ? { raw: Buffer.from(raw).toString('utf8') } : {}),
      ...this.#place(),
    };
  }

  /** Documents that were cut out of one end at the same byte; a byte more keeps their positions apart. */
  #place(): ReadPosition & { readonly bytesOnDisk: number } {
    this.#lastOffset = Math.max(this.#offset, this.#lastOffset + 1);
    return {
      offset: this.#lastOffset,
      nextPosition: this.#nextPosition,
      bytesOnDisk: this.#source.bytesOnDisk(),
    };
  }
}

/** A buffer looks for a byte several times as fast as a plain array does. */
const hasSeparator = ({ buffer, byteOffset, byteLength }: Uint8Array): boolean =>
  Buffer.from(buffer, byteOffset, byteLength).includes(recordSeparator);
