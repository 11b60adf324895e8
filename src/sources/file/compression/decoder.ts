import type { Transform } from 'node:stream';

/**
 * A decompression stream, driven step by step. A pipe would throw away what was unpacked and not yet read when it
 * meets damaged data; here all of it comes out first.
 */
export interface Decoder {
  /** What the piece unpacks to. The piece may be used again afterwards. */
  write(piece: Uint8Array): AsyncGenerator<Uint8Array>;
  end(): AsyncGenerator<Uint8Array>;
  /** True after an error and after the end of the compressed data. */
  finished(): boolean;
  error(): { readonly code: string | undefined; readonly message: string } | undefined;
  /** Compressed bytes that were used. */
  consumed(): number;
  close(): void;
}

const nobody = () => {};

export function decoder(stream: Transform & { readonly bytesWritten?: number }): Decoder {
  let wake = nobody;
  let error: ReturnType<Decoder['error']>;
  let ended = false;
  const settle = (step: () => void) => () => {
    step();
    wake();
  };
  stream.on('readable', () => wake());
  stream.on(
    'end',
    settle(() => (ended = true)),
  );
  stream.on('error', (cause: NodeJS.ErrnoException) => {
    error = { code: cause.code, message: cause.message };
    wake();
  });

  async function* outputs(begin: (done: () => void) => void): AsyncGenerator<Uint8Array> {
    let done = false;
    begin(settle(() => (done = true)));
    for (;;) {
      const bytes: Buffer | null = stream.read();
      if (bytes !== null) {
        yield bytes;
        continue;
      }
      if (done || ended || error !== undefined) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  return {
    async *write(piece) {
      if (ended || error !== undefined) return;
      yield* outputs((done) => stream.write(piece, done));
    },
    async *end() {
      if (ended || error !== undefined) return;
      stream.end();
      // The end is told by the stream's own event, after the last bytes were taken.
      yield* outputs(nobody);
    },
    finished: () => ended || error !== undefined,
    error: () => error,
    consumed: () => stream.bytesWritten ?? 0,
    close: () => void stream.destroy(),
  };
}
