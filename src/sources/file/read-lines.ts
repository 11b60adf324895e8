import type { ByteSource, Damage } from './byte-source.ts';
import { type Directives, takeDirectives } from './directives/directives.ts';
import { type ReadItem, type ReadPosition, rawBytesMax } from './read-item.ts';

const lineFeed = 0x0a;

/** As much of a line that is too long as its item shows. */
const exampleBytes = 200;

interface LineReading {
  readonly batchBytes: number;
  readonly lineBytesMax: number;
  /** Where the source stands. */
  readonly from: ReadPosition;
  /** The directives in force there, in a file that has such lines. */
  readonly directives: Directives | undefined;
}

/** Cuts a source at line feeds: batches of whole lines. A line is never held in memory beyond its bound. */
export async function* readLines(
  source: ByteSource,
  { batchBytes, lineBytesMax, from, directives }: LineReading,
): AsyncGenerator<ReadItem> {
  let { offset, nextPosition } = from;
  const line = openLine(lineBytesMax);

  const batch = (bytes: Uint8Array, lines: number): ReadItem => {
    const firstPosition = nextPosition;
    const inForce = directives === undefined ? {} : { directives: directives.text() };
    if (directives !== undefined) takeDirectives(bytes, directives);
    offset += bytes.length;
    nextPosition += lines;
    return {
      kind: 'batch',
      batch: { framing: 'lines', bytes, firstPosition, ...inForce },
      offset,
      nextPosition,
      bytesOnDisk: source.bytesOnDisk(),
    };
  };
  const tooLong = (bytes: number, example: string): ReadItem => {
    const position = String(nextPosition);
    offset += bytes;
    nextPosition++;
    return {
      kind: 'quarantined',
      position,
      reason: 'too long',
      detail: `a line of ${bytes} bytes, where ${lineBytesMax} are allowed; it begins with ${example}`,
      bytes,
      offset,
      nextPosition,
      bytesOnDisk: source.bytesOnDisk(),
    };
  };

  for (;;) {
    const chunk = await source.next();
    if (chunk.outcome === 'damaged') {
      yield cutOff(chunk.damage, line, { offset, nextPosition, bytesOnDisk: source.bytesOnDisk() });
      return;
    }
    if (chunk.outcome === 'end') break;

    let at = 0;
    while (at < chunk.bytes.length) {
      const rest = chunk.bytes.subarray(at);
      const found = wholeLines(rest, line.bytes(), { batchBytes, lineBytesMax });
      if (found.bytes > 0) {
        yield batch(line.close(rest.subarray(0, found.bytes)), found.lines);
        at += found.bytes;
      }
      if (found.tooLong > 0) {
        const long = chunk.bytes.subarray(at, at + found.tooLong);
        line.add(long);
        yield tooLong(line.bytes(), line.beginning(exampleBytes));
        line.drop();
        at += found.tooLong;
      }
      if (found.isOpen) {
        line.add(chunk.bytes.subarray(at));
        break;
      }
    }
  }
  if (line.bytes() > lineBytesMax) yield tooLong(line.bytes(), line.beginning(exampleBytes));
  else if (line.bytes() > 0) yield batch(line.close(new Uint8Array(0)), 1);
}

interface WholeLines {
  /** Bytes of the lines that are whole and not too long, up to the first that is. */
  readonly bytes: number;
  readonly lines: number;
  /** Bytes of a line behind them that is too long and ends here; 0 when there is none. */
  readonly tooLong: number;
  /** True when what is left has no line feed. */
  readonly isOpen: boolean;
}

/** Counts the lines that end in the bytes; `before` bytes of the first came earlier. */
function wholeLines(
  { buffer, byteOffset, byteLength }: Uint8Array,
  before: number,
  { batchBytes, lineBytesMax }: Pick<LineReading, 'batchBytes' | 'lineBytesMax'>,
): WholeLines {
  // A buffer looks for a byte several times as fast as a plain array does.
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  // Half a batch more or less is better than a small batch behind a whole one.
  const enough = byteLength > batchBytes * 1.5 ? batchBytes : byteLength;
  let lines = 0;
  let at = 0;
  let length = before;
  for (;;) {
    const end = bytes.indexOf(lineFeed, at);
    if (end === -1) return { bytes: at, lines, tooLong: 0, isOpen: true };
    length += end - at;
    if (length > lineBytesMax) {
      return { bytes: at, lines, tooLong: end + 1 - at, isOpen: false };
    }
    lines++;
    at = end + 1;
    length = 0;
    if (at >= enough && at < byteLength) return { bytes: at, lines, tooLong: 0, isOpen: false };
  }
}

/** A line whose end has not come yet. */
interface OpenLine {
  bytes(): number;
  /** Keeps a copy; of a line that is too long only the beginning. */
  add(bytes: Uint8Array): void;
  /** What is kept and the bytes behind it, in a buffer of its own. */
  close(end: Uint8Array): Uint8Array;
  beginning(bytesMax: number): string;
  drop(): void;
}

function openLine(lineBytesMax: number): OpenLine {
  let parts: Uint8Array[] = [];
  let count = 0;
  let isTooLong = false;

  return {
    bytes: () => count,
    add(bytes) {
      count += bytes.length;
      if (isTooLong) return;
      parts.push(bytes.slice(0, lineBytesMax));
      if (count <= lineBytesMax) return;
      isTooLong = true;
      parts = [join(parts, new Uint8Array(0)).slice(0, exampleBytes)];
    },
    close(end) {
      const whole = join(parts, end);
      this.drop();
      return whole;
    },
    beginning(bytesMax) {
      const bytes = join(parts, new Uint8Array(0)).subarray(0, bytesMax);
      return JSON.stringify(Buffer.from(bytes).toString('utf8'));
    },
    drop() {
      parts = [];
      count = 0;
      isTooLong = false;
    },
  };
}

function join(parts: readonly Uint8Array[], end: Uint8Array): Uint8Array {
  const size = parts.reduce((sum, { length }) => sum + length, end.length);
  // Not from the pool: it has to have its buffer to itself.
  const whole = Buffer.allocUnsafeSlow(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  whole.set(end, at);
  return new Uint8Array(whole.buffer);
}

/** The line that the damage cut in two is kept with the news of it. */
function cutOff(
  { reason, detail }: Damage,
  line: OpenLine,
  place: ReadPosition & { readonly bytesOnDisk: number },
): ReadItem {
  const bytes = line.bytes();
  const raw = bytes > 0 && bytes <= rawBytesMax ? line.close(new Uint8Array(0)) : undefined;
  return {
    kind: 'quarantined',
    position: String(place.nextPosition),
    reason,
    detail,
    bytes,
    ...(raw === undefined ? {} : { raw: Buffer.from(raw).toString('utf8') }),
    // One byte beyond all there is, so that going on from here finds nothing and tells nothing twice.
    offset: place.offset + bytes + 1,
    nextPosition: place.nextPosition + 1,
    bytesOnDisk: place.bytesOnDisk,
  };
}
