import type { ByteSource } from './byte-source.ts';

/** Turns UTF-16 into UTF-8, as Windows programs write logs. */
export function utf8Source(source: ByteSource, encoding: 'utf-16le' | 'utf-16be'): ByteSource {
  // Also takes the byte order mark away.
  const text = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  let ended = false;

  return {
    async next() {
      for (;;) {
        if (ended) return source.next();
        const chunk = await source.next();
        if (chunk.outcome === 'bytes') {
          const bytes = encoder.encode(text.decode(chunk.bytes, { stream: true }));
          if (bytes.length > 0) return { outcome: 'bytes', bytes };
          continue;
        }
        ended = true;
        // Half a character at the end becomes a replacement character.
        const bytes = encoder.encode(text.decode());
        return bytes.length > 0 ? { outcome: 'bytes', bytes } : chunk;
      }
    },
    bytesOnDisk: () => source.bytesOnDisk(),
    close: () => source.close(),
  };
}
