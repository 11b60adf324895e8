/** Reads bits, the highest of each byte first. Beyond the end it gives zeros and says so. */
export interface BitReader {
  /** At most 24 bits at once. */
  read(count: number): number;
  /** The next bits without going on. */
  peek(count: number): number;
  /** Goes on by bits that were peeked at. */
  drop(count: number): void;
  /** Goes on at the next whole byte. */
  align(): void;
  /** Bits behind us, from the beginning of the bytes. */
  bitOffset(): number;
  /** True once more was read than there was. */
  overran(): boolean;
}

export function bitReader(bytes: Uint8Array, firstBit = 0): BitReader {
  let at = firstBit >> 3;
  let held = 0;
  let heldBits = 0;

  const peek = (count: number): number => {
    while (heldBits < count) {
      held = (held << 8) | (bytes[at++] ?? 0);
      heldBits += 8;
    }
    return (held >>> (heldBits - count)) & ((1 << count) - 1);
  };
  const read = (count: number): number => {
    const value = peek(count);
    heldBits -= count;
    return value;
  };
  const bitOffset = () => at * 8 - heldBits;
  read(firstBit & 7);

  return {
    read,
    peek,
    drop: (count) => {
      heldBits -= count;
    },
    align() {
      heldBits -= heldBits % 8;
    },
    bitOffset,
    overran: () => bitOffset() > bytes.length * 8,
  };
}
