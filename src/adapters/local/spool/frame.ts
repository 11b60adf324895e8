import { crc32 } from 'node:zlib';

/** One body as it stands in a segment: mark, checksum of all that follows, lengths, time, resource, body. */
export interface Frame {
  readonly resource: string;
  readonly body: Uint8Array;
  readonly receivedAt: number;
}

/** Begins each frame, so that the next sound one can be found behind damage. */
const mark = Buffer.from('SAsp');

const checksumAt = 4;
const checkedFrom = 8;
const bodyLengthAt = 8;
const resourceLengthAt = 12;
const receivedAtAt = 14;
const frameHeaderBytes = 22;

/** What the two bytes of the resource's length can say. */
const resourceBytesMax = 0xffff;

export function encodeFrame({ resource, body, receivedAt }: Frame): Buffer {
  const name = Buffer.from(resource);
  if (name.length > resourceBytesMax) throw new RangeError('the name of a resource is too long');
  const frame = Buffer.allocUnsafe(frameHeaderBytes + name.length + body.byteLength);
  mark.copy(frame);
  frame.writeUInt32LE(body.byteLength, bodyLengthAt);
  frame.writeUInt16LE(name.length, resourceLengthAt);
  frame.writeDoubleLE(receivedAt, receivedAtAt);
  name.copy(frame, frameHeaderBytes);
  frame.set(body, frameHeaderBytes + name.length);
  frame.writeUInt32LE(crc32(frame.subarray(checkedFrom)), checksumAt);
  return frame;
}

/** How long the frame says it is, or undefined where none begins. */
export function frameLength(header: Buffer): number | undefined {
  if (header.length < frameHeaderBytes || !header.subarray(0, mark.length).equals(mark)) {
    return undefined;
  }
  return (
    frameHeaderBytes + header.readUInt16LE(resourceLengthAt) + header.readUInt32LE(bodyLengthAt)
  );
}

/** Undefined when it is not what was written. */
export function decodeFrame(frame: Buffer): Frame | undefined {
  if (frameLength(frame) !== frame.length) return undefined;
  if (crc32(frame.subarray(checkedFrom)) !== frame.readUInt32LE(checksumAt)) return undefined;

  const bodyAt = frameHeaderBytes + frame.readUInt16LE(resourceLengthAt);
  return {
    resource: frame.toString('utf8', frameHeaderBytes, bodyAt),
    body: new Uint8Array(frame.subarray(bodyAt)),
    receivedAt: frame.readDoubleLE(receivedAtAt),
  };
}

/** Where the next frame may begin, from `from` on; -1 for nowhere. */
export const findMark = (bytes: Buffer, from: number): number => bytes.indexOf(mark, from);
