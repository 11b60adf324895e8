import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { Compressors } from 'hyparquet';
import { compressors as pureCompressors } from 'hyparquet-compressors';

/** Writers make pages of a megabyte, some of all values of a column; more at once is made to do harm. */
export const pageBytesMax = 256 * 1024 * 1024;

/** Unpacks pages, to no more than they say and than there is room for. */
export const decompressors: Compressors = {
  GZIP: (input, size) => gunzipSync(input, { maxOutputLength: checked(size) }),
  ZSTD: (input, size) => zstdDecompressSync(input, { maxOutputLength: checked(size) }),
  BROTLI: (input, size) => brotliDecompressSync(input, { maxOutputLength: checked(size) }),
  SNAPPY: pure('SNAPPY'),
  LZ4: pure('LZ4'),
  LZ4_RAW: pure('LZ4_RAW'),
};

/** Those that take what they write to from us, and so stop where it ends. */
function pure(codec: 'SNAPPY' | 'LZ4' | 'LZ4_RAW') {
  return (input: Uint8Array, size: number): Uint8Array => {
    const unpack = pureCompressors[codec];
    if (unpack === undefined) throw new Error(`pages packed with ${codec} cannot be read`);
    return unpack(input, checked(size));
  };
}

function checked(size: number): number {
  if (!(size >= 0) || size > pageBytesMax) {
    throw new RangeError(`a page of ${size} bytes, where ${pageBytesMax} are allowed`);
  }
  // The limit of an output has to be a positive number.
  return Math.max(1, size);
}
