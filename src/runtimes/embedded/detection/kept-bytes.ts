/** Buffers that wait to be used again; more than are on their way at once are not needed. */
const freeMax = 16;

/**
 * Copies of bytes that go to another thread, for the case that they do not come back as results. The memory is used
 * again and again: fresh memory costs the system several times what copying into it does.
 */
export class KeptBytes {
  readonly #free: ArrayBuffer[] = [];

  keep(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const index = this.#free.findIndex(({ byteLength }) => byteLength >= bytes.length);
    const [buffer = new ArrayBuffer(bytes.length)] =
      index === -1 ? [] : this.#free.splice(index, 1);
    const kept = new Uint8Array(buffer, 0, bytes.length);
    kept.set(bytes);
    return kept;
  }

  /** Nobody reads these any more. */
  release({ buffer }: Uint8Array<ArrayBuffer>): void {
    if (this.#free.length === freeMax) this.#free.shift();
    this.#free.push(buffer);
  }
}
