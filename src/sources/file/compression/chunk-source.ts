import type { ByteSource, Chunk } from '../byte-source.ts';

/** What unpacks a source, as a source itself. */
export function chunkSource(
  chunks: AsyncGenerator<Chunk>,
  packed: Pick<ByteSource, 'bytesOnDisk' | 'close'>,
): ByteSource {
  return {
    async next() {
      const { done, value } = await chunks.next();
      return done === true ? { outcome: 'end' } : value;
    },
    bytesOnDisk: () => packed.bytesOnDisk(),
    async close() {
      await chunks.return(undefined);
      await packed.close();
    },
  };
}
