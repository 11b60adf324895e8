import { inflateSync, constants } from 'node:zlib';

export type Compression = 'gzip' | 'zlib' | 'zstd' | 'bzip2';

/** What a file's first bytes show it to be. */
export type Content =
  | { readonly kind: 'compressed'; readonly compression: Compression }
  | {
      readonly kind: 'text';
      readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
      readonly markBytes: number;
    }
  | { readonly kind: 'parquet' }
  | { readonly kind: 'binary'; readonly name: string; readonly hint: string };

const unpackFirst = 'unpack it and read what is inside';
const exportFirst = (how: string) => `export it as JSON lines or CSV first, ${how}`;

/** Formats that people point at by mistake, and how to get at what is in them. */
const binaries: readonly {
  readonly name: string;
  readonly hint: string;
  readonly magic: string;
  readonly at?: number;
}[] = [
  { magic: '25504446', name: 'a PDF document', hint: 'it holds no log records' },
  { magic: '504b0304', name: 'a zip archive', hint: unpackFirst },
  { magic: 'fd377a585a00', name: 'xz data', hint: 'unpack it first: xz -d' },
  { magic: '04224d18', name: 'lz4 data', hint: 'unpack it first: lz4 -d' },
  { magic: '377abcaf271c', name: 'a 7-Zip archive', hint: unpackFirst },
  { magic: '526172211a07', name: 'a RAR archive', hint: unpackFirst },
  { magic: '7573746172', at: 257, name: 'a tar archive', hint: `${unpackFirst}: tar -xf` },
  {
    magic: '456c6646696c6500',
    name: 'a Windows event log (EVTX)',
    hint: exportFirst('for example with evtx_dump -o jsonl'),
  },
  {
    magic: 'd4c3b2a1',
    name: 'a packet capture (pcap)',
    hint: exportFirst('for example with zeek or tshark -T ek'),
  },
  {
    magic: 'a1b2c3d4',
    name: 'a packet capture (pcap)',
    hint: exportFirst('for example with zeek or tshark -T ek'),
  },
  {
    magic: '4d3cb2a1',
    name: 'a packet capture (pcap)',
    hint: exportFirst('for example with zeek or tshark -T ek'),
  },
  {
    magic: '0a0d0d0a',
    name: 'a packet capture (pcapng)',
    hint: exportFirst('for example with zeek or tshark -T ek'),
  },
  { magic: '50415245', name: 'an encrypted Parquet file', hint: 'decrypt it first' },
  {
    magic: '4f626a01',
    name: 'an Avro file',
    hint: exportFirst('for example with avro-tools tojson'),
  },
  {
    magic: '53514c69746520666f726d61742033',
    name: 'a SQLite database',
    hint: exportFirst('for example with sqlite3 -json'),
  },
  {
    magic: '4c504b5348485248',
    name: 'a systemd journal',
    hint: exportFirst('with journalctl --file … -o json'),
  },
  { magic: '7f454c46', name: 'a program (ELF)', hint: 'it holds no log records' },
];

const parquetMark = Buffer.from('PAR1');

/** Control characters that text may hold: tab, line feed, form feed, carriage return, escape and backspace. */
const textControls = new Set([0x08, 0x09, 0x0a, 0x0c, 0x0d, 0x1b, 0x1e]);

/** As much of the beginning as is looked at to tell text from other things. */
const sampleBytes = 16 * 1024;

/** Tells by the content alone: names lie, and logs are often compressed without saying so. */
export function recognise(head: Uint8Array): Content {
  const compression = compressionOf(head);
  if (compression !== undefined) return { kind: 'compressed', compression };

  if (startsWith(head, parquetMark)) return { kind: 'parquet' };
  const known = binaries.find(({ magic, at = 0 }) =>
    startsWith(head, Buffer.from(magic, 'hex'), at),
  );
  if (known !== undefined) return { kind: 'binary', name: known.name, hint: known.hint };

  const marked = encodingByMark(head);
  if (marked !== undefined) return marked;
  return textOrBinary(head.subarray(0, sampleBytes));
}

function compressionOf(head: Uint8Array): Compression | undefined {
  if (startsWith(head, [0x1f, 0x8b, 0x08])) return 'gzip';
  if (startsWith(head, [0x28, 0xb5, 0x2f, 0xfd])) return 'zstd';
  // A skippable frame, as the parallel and the seekable variants begin with.
  if (startsWith(head, [0x2a, 0x4d, 0x18], 1) && ((head[0] ?? 0) & 0xf0) === 0x50) return 'zstd';
  if (startsWith(head, [0x42, 0x5a, 0x68]) && isBzip2Block(head.subarray(4, 10))) return 'bzip2';
  return isZlib(head) ? 'zlib' : undefined;
}

/** `BZh` is also how a line of text may begin; what follows it is not. */
const isBzip2Block = (block: Uint8Array): boolean =>
  startsWith(block, [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) ||
  startsWith(block, [0x17, 0x72, 0x45, 0x38, 0x50, 0x90]);

/** The two bytes of a zlib header are letters as well, and so the data behind them has to unpack. */
function isZlib(head: Uint8Array): boolean {
  const [method = 0, flags = 0] = head;
  if (head.length < 8 || (method & 0x8f) !== 0x08 || (method * 256 + flags) % 31 !== 0)
    return false;
  if ((flags & 0x20) !== 0) return false;
  try {
    const sample = head.subarray(0, 4096);
    return inflateSync(sample, { finishFlush: constants.Z_SYNC_FLUSH }).length > 0;
  } catch {
    // Not an accident to report: the bytes are simply something else.
    return false;
  }
}

function encodingByMark(head: Uint8Array): Content | undefined {
  if (startsWith(head, [0xef, 0xbb, 0xbf]))
    return { kind: 'text', encoding: 'utf-8', markBytes: 3 };
  if (startsWith(head, [0xff, 0xfe])) return { kind: 'text', encoding: 'utf-16le', markBytes: 2 };
  if (startsWith(head, [0xfe, 0xff])) return { kind: 'text', encoding: 'utf-16be', markBytes: 2 };
  return undefined;
}

function textOrBinary(sample: Uint8Array): Content {
  let zeros = 0;
  let zerosAtEven = 0;
  let controls = 0;
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i] ?? 0;
    if (byte >= 0x20) continue;
    if (byte === 0) {
      zeros++;
      if (i % 2 === 0) zerosAtEven++;
    }
    if (!textControls.has(byte)) controls++;
  }
  // Latin letters in UTF-16 have a zero in every other byte; some programs leave out the mark.
  if (zeros > sample.length * 0.3) {
    if (zerosAtEven < zeros * 0.1 && isWideText(sample, 1)) return wide('utf-16le');
    if (zerosAtEven > zeros * 0.9 && isWideText(sample, 0)) return wide('utf-16be');
  }
  // A log may hold a stray zero after a crash; a binary file is full of them and of other controls.
  if (zeros > 0 && controls > sample.length * controlShareMax) {
    const hint = 'export what is in it as text, JSON lines or CSV';
    return { kind: 'binary', name: 'a binary file', hint };
  }
  return { kind: 'text', encoding: 'utf-8', markBytes: 0 };
}

const controlShareMax = 0.01;

const wide = (encoding: 'utf-16le' | 'utf-16be'): Content => ({
  kind: 'text',
  encoding,
  markBytes: 0,
});

/** Numbers of two bytes have zeros as well, but among letters hardly one is a control character. */
function isWideText(sample: Uint8Array, highByte: 0 | 1): boolean {
  let controls = 0;
  for (let i = 0; i + 1 < sample.length; i += 2) {
    const low = sample[i + 1 - highByte] ?? 0;
    if (sample[i + highByte] === 0 && low < 0x20 && !textControls.has(low)) controls++;
  }
  return controls <= (sample.length / 2) * controlShareMax;
}

function startsWith(bytes: Uint8Array, magic: ArrayLike<number>, at = 0): boolean {
  if (bytes.length < at + magic.length) return false;
  for (let i = 0; i < magic.length; i++) if (bytes[at + i] !== magic[i]) return false;
  return true;
}
