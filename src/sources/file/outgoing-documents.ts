import { cutDocument } from './json/big-document.ts';
import type { ByteSource, Damage } from './byte-source.ts';
import { payloadSequence, recordSeparator } from '../payload-sequence.ts';
import type { Unwrap, Unwrapped } from '../unwrap.ts';
import { type ReadItem, type ReadPosition, rawBytesMax } from './read-item.ts';

/** A larger document of many records is cut, so that the workers share it and need little memory for it. */
const wholeDocumentBytesMax = 4 * 1024 * 1024;

/** How documents are gathered. */
export interface DocumentReading {
  readonly batchBytes: number;
  readonly documentBytesMax: number;
  /** Documents before it are passed over. */
  readonly firstPosition: number;
  /** Asked for every document whether it is an envelope around others. */
  readonly unwrap?: Unwrap;
}

/** Gathers documents into batches and gives each its position. */
export class OutgoingDocuments {
  readonly #source: Pick<ByteSource, 'bytesOnDisk'>;
  readonly #reading: DocumentReading;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** What was left out since the last batch. */
  #leftOut = 0;
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

  /** So many documents were done by an earlier reading and need not be looked at. */
  passOver(count: number) {
    this.#nextPosition += count;
  }

  /** The bytes must not change before the next `flush`. */
  *document(bytes: Uint8Array): Generator<ReadItem> {
    const cut = bytes.length > wholeDocumentBytesMax ? cutDocument(bytes, 'complete') : undefined;
    if (cut !== undefined) for (const part of cut.parts) yield* this.#document(part);
    else if (bytes.length > this.#reading.documentBytesMax) yield* this.tooLong(bytes.length);
    else yield* this.#document(bytes);
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
    for (const part of cut?.parts ?? []) yield* this.#document(part);
    const left = cut?.rest ?? open;
    yield* this.#quarantined({ reason, detail, bytes: left?.length ?? 0 }, left);
  }

  /** The batch that waits, if there is one. */
  *flush(): Generator<ReadItem> {
    const waiting = this.#waiting;
    if (waiting.length === 0 && this.#leftOut === 0) return;
    const leftOut = this.#leftOut === 0 ? {} : { leftOut: this.#leftOut };
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#leftOut = 0;
    const bytes = payloadSequence(waiting);
    const firstPosition = this.#nextPosition - waiting.length;
    yield {
      kind: 'batch',
      batch: { framing: 'documents', bytes, firstPosition, ...leftOut },
      ...this.#place(),
    };
  }

  /** A document as it is, or what is inside of it when it is an envelope. */
  #document(document: Uint8Array): Generator<ReadItem> {
    const { unwrap } = this.#reading;
    const inside = unwrap?.mayBeEnvelope(document) === true ? unwrap.unwrap(document) : undefined;
    return inside === undefined ? this.#payload(document) : this.#unwrapped(inside);
  }

  *#unwrapped(inside: readonly Unwrapped[]): Generator<ReadItem> {
    for (const found of inside) {
      if (found.kind === 'failed') {
        const raw = new TextEncoder().encode(found.raw);
        const { reason, detail } = found;
        yield* this.#quarantined({ reason, detail, bytes: raw.length }, raw);
      } else if (found.kind === 'ignored') {
        yield* this.flush();
        if (this.#nextPosition++ >= this.#reading.firstPosition) this.#leftOut++;
      } else yield* this.#payload(found.payload);
    }
  }

  /** A payload that no other can stand beside, since it holds what stands between payloads. */
  *#whole(payload: Uint8Array): Generator<ReadItem> {
    yield* this.flush();
    const firstPosition = this.#nextPosition++;
    if (firstPosition < this.#reading.firstPosition) return;
    const bytes = payload.slice();
    yield { kind: 'batch', batch: { framing: 'whole', bytes, firstPosition }, ...this.#place() };
  }

  *#payload(bytes: Uint8Array): Generator<ReadItem> {
    if (hasSeparator(bytes) && bytes[0] !== 0x7b && bytes[0] !== 0x5b) {
      yield* this.#whole(bytes);
      return;
    }
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
