import { crc32, inflateRawSync } from 'node:zlib';

export interface GzipMembers {
  readonly bytes: Uint8Array;
  /** How many bytes follow that are no gzip; zeros, with which blocks are filled up, do not count. */
  readonly left: number;
}

/**
 * Unpacks gzip member by member. Slower than all at once, which fails when something else follows. Throws what the
 * decoder throws for a member that is damaged or too large.
 */
export function gunzipMembers(packed: Uint8Array, outputBytesMax: number): GzipMembers {
  const parts: Uint8Array[] = [];
  let size = 0;
  let at = 0;
  while (packed[at] === 0x1f && packed[at + 1] === 0x8b) {
    const start = at + headerBytes(packed.subarray(at));
    const { buffer, engine } = inflated(packed.subarray(start), outputBytesMax - size);
    const end = start + engine.bytesWritten;
    const trailer = Buffer.from(packed.subarray(end, end + trailerBytes));
    if (trailer.length < trailerBytes) throw new Error('the gzip data is cut off');
    if (trailer.readUInt32LE(0) !== crc32(buffer)) throw new Error('its checksum does not fit');
    parts.push(buffer);
    size += buffer.length;
    at = end + trailerBytes;
  }
  const left = packed.subarray(at);
  return { bytes: Buffer.concat(parts), left: left.some((byte) => byte !== 0) ? left.length : 0 };
}

/** Checksum and size. */
const trailerBytes = 8;

/** Asked for more than the bytes, the decoder also gives itself, which knows how far it came. */
const inflated = (bytes: Uint8Array, outputBytesMax: number) =>
  inflateRawSync(bytes, {
    info: true,
    maxOutputLength: Math.max(1, outputBytesMax),
  }) as unknown as {
    readonly buffer: Buffer;
    readonly engine: { readonly bytesWritten: number };
  };

/** Ten bytes, and what their flags announce: an extra field, a name, a comment, a checksum. */
function headerBytes(member: Uint8Array): number {
  const flags = member[3] ?? 0;
  let at = 10;
  if ((flags & 0x04) !== 0) at += 2 + (member[at] ?? 0) + (member[at + 1] ?? 0) * 256;
  for (const flag of [0x08, 0x10]) {
    if ((flags & flag) === 0) continue;
    const end = member.indexOf(0, at);
    if (end === -1) throw new Error('the header of the gzip data is cut off');
    at = end + 1;
  }
  return (flags & 0x02) === 0 ? at : at + 2;
}
