/** A buffer that has grown beyond this for one long document is given back afterwards. */
const idleBytesMax = 8 * 1024 * 1024;

/** The end of a stream, as far as it is still needed, in one piece. */
export interface HeldBytes {
  /** Holds until the next change. */
  bytes(): Uint8Array;
  /** Copies the bytes to the end; gives where they begin. */
  append(bytes: Uint8Array): number;
  /** Lets go of the first bytes. */
  drop(count: number): void;
  /** Puts something shorter in place of what is held. */
  replace(bytes: Uint8Array): void;
  /** How many bytes of the stream come before that place. */
  streamOffset(at: number): number;
}

export function heldBytes(): HeldBytes {
  let buffer = new Uint8Array(0);
  let size = 0;
  let received = 0;

  const resize = (bytes: number) => {
    const other = new Uint8Array(bytes);
    other.set(buffer.subarray(0, size));
    buffer = other;
  };

  return {
    bytes: () => buffer.subarray(0, size),
    append(bytes) {
      const at = size;
      if (at + bytes.length > buffer.length) resize(Math.max(at + bytes.length, buffer.length * 2));
      buffer.set(bytes, at);
      size += bytes.length;
      received += bytes.length;
      return at;
    },
    drop(count) {
      if (count === 0) return;
      buffer.copyWithin(0, count, size);
      size -= count;
      if (buffer.length > idleBytesMax && size < idleBytesMax / 4) resize(idleBytesMax / 2);
    },
    replace(bytes) {
      size = bytes.length;
      buffer.set(bytes);
    },
    streamOffset: (at) => received - (size - at),
  };
}
