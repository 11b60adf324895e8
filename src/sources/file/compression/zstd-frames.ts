/** A run of bytes of one frame; `unknown` when what comes next is no frame. */
type FramePiece =
  | { readonly kind: 'frame'; readonly bytes: number; readonly ends: boolean }
  | { readonly kind: 'unknown' };

/** Finds where frames end, without unpacking them (RFC 8878, section 3.1). */
export interface ZstdFrames {
  /** How many of the bytes belong to the frame at hand. */
  take(bytes: Uint8Array): FramePiece;
  /** True when no frame has been begun or the last one is complete. */
  isBetween(): boolean;
}

type Part =
  | 'magic'
  | 'skippable size'
  | 'descriptor'
  | 'header'
  | 'block header'
  | 'body'
  | 'checksum';

const frameMagic = 0xfd2fb528;
const skippableMagic = 0x184d2a50;

export function zstdFrames(): ZstdFrames {
  let part: Part = 'magic';
  /** Bytes of the part at hand that are still to come. */
  let missing = 4;
  /** The part's number, little-endian, as far as it came. */
  let value = 0;
  let collected = 0;
  let hasChecksum = false;
  let isLastBlock = false;

  const begin = (next: Part, bytes: number) => {
    part = next;
    missing = bytes;
    value = 0;
    collected = 0;
  };

  /** Goes on to what follows a complete part; tells when it was the frame's last. */
  const advance = (): 'goes on' | 'ends' | 'unknown' => {
    const number = value >>> 0;
    if (part === 'magic') {
      if (number === frameMagic) begin('descriptor', 1);
      else if ((number & 0xfffffff0) >>> 0 === skippableMagic) begin('skippable size', 4);
      else return 'unknown';
    } else if (part === 'skippable size') {
      isLastBlock = true;
      hasChecksum = false;
      begin('body', number);
    } else if (part === 'descriptor') {
      hasChecksum = (number & 4) !== 0;
      begin('header', headerBytes(number));
    } else if (part === 'block header') {
      isLastBlock = (number & 1) === 1;
      // A block of type 1 is one byte, to be repeated.
      begin('body', ((number >> 1) & 3) === 1 ? 1 : number >> 3);
    } else if (part === 'header' || (part === 'body' && !isLastBlock)) {
      begin('block header', 3);
    } else if (part === 'body' && hasChecksum) {
      begin('checksum', 4);
    } else {
      begin('magic', 4);
      return 'ends';
    }
    return 'goes on';
  };

  return {
    take(bytes) {
      let at = 0;
      for (;;) {
        const length = Math.min(missing, bytes.length - at);
        if (part !== 'body') {
          for (let i = 0; i < length; i++) value |= (bytes[at + i] ?? 0) << (8 * collected++);
        }
        at += length;
        missing -= length;
        if (missing > 0) return { kind: 'frame', bytes: at, ends: false };
        const step = advance();
        if (step === 'unknown') return { kind: 'unknown' };
        if (step === 'ends') return { kind: 'frame', bytes: at, ends: true };
      }
    },
    isBetween: () => part === 'magic' && missing === 4,
  };
}

/** Of the frame header behind its first byte. */
function headerBytes(descriptor: number): number {
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  return (isSingleSegment ? 0 : 1) + dictionaryBytes + sizeBytes;
}
