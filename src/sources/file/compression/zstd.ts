import { createZstdDecompress } from 'node:zlib';
import type { ByteSource, Chunk, Damage } from '../byte-source.ts';
import { chunkSource } from './chunk-source.ts';
import { type Decoder, decoder } from './decoder.ts';
import { zstdFrames } from './zstd-frames.ts';

const outputBytes = 1024 * 1024;

/** Unpacks zstd with all its frames: the decoder of Node stops silently after the first. */
export function zstdSource(source: ByteSource): ByteSource {
  return chunkSource(unpackFrames(source), source);
}

async function* unpackFrames(source: ByteSource): AsyncGenerator<Chunk> {
  const frames = zstdFrames();
  let unpacker: Decoder | undefined;
  let taken = 0;
  let out = 0;
  const damaged = (what: string): Chunk => {
    const detail = `the zstd data ${what} after ${taken} bytes: the ${out} bytes that it unpacks to until there were read, the rest is lost. Copy the file again from where it came from.`;
    const damage: Damage = { reason: 'unreadable', detail };
    return { outcome: 'damaged', damage };
  };

  try {
    for (;;) {
      const chunk = await source.next();
      if (chunk.outcome === 'damaged') {
        yield chunk;
        return;
      }
      if (chunk.outcome === 'end') break;
      let at = 0;
      while (at < chunk.bytes.length) {
        const piece = frames.take(chunk.bytes.subarray(at));
        if (piece.kind === 'unknown') {
          taken += at;
          yield damaged('is followed by something else');
          return;
        }
        const bytes = chunk.bytes.subarray(at, at + piece.bytes);
        at += piece.bytes;
        unpacker ??= decoder(createZstdDecompress({ chunkSize: outputBytes }));
        for await (const unpacked of unpacker.write(bytes)) {
          out += unpacked.length;
          yield { outcome: 'bytes', bytes: unpacked };
        }
        const error = unpacker.error();
        if (error !== undefined) {
          yield damaged(`is damaged (${error.message})`);
          return;
        }
        if (piece.ends) {
          unpacker.close();
          unpacker = undefined;
        }
      }
      taken += chunk.bytes.length;
    }
    if (!frames.isBetween()) yield damaged('is cut off');
  } finally {
    unpacker?.close();
  }
}
