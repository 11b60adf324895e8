import { createHash } from 'node:crypto';
import { PbfReader } from 'pbf';

/** What the Kinesis Producer Library puts before the records that it gathers into one. */
const magic = Buffer.from('f3899ac2', 'hex');
const checksumBytes = 16;

/** Fields of the message `AggregatedRecord`, and of `Record` inside of it. */
const recordsField = 3;
const dataField = 3;

/**
 * The records that a producer gathered into one, undefined when it did not. Whoever has the magic bytes and not the
 * right checksum is something else that begins with these bytes.
 */
export function deaggregate(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < magic.length + checksumBytes || !data.subarray(0, 4).equals(magic)) {
    return undefined;
  }
  const message = data.subarray(magic.length, -checksumBytes);
  const checksum = createHash('md5').update(message).digest();
  if (!checksum.equals(data.subarray(-checksumBytes))) return undefined;
  try {
    return recordsOf(message);
  } catch {
    // The checksum fits and the message does not: taken as it is, like anything else that is no aggregate.
    return undefined;
  }
}

function recordsOf(message: Uint8Array): readonly Uint8Array[] {
  const records: Uint8Array[] = [];
  new PbfReader(message).readFields((field, found, reader) => {
    if (field !== recordsField) return;
    const end = reader.readVarint() + reader.pos;
    if (end > message.length) throw new RangeError('a record goes on beyond the message');
    reader.readFields(
      (inner, data, record) => {
        if (inner === dataField) data.push(record.readBytes().slice());
      },
      found,
      end,
    );
  }, records);
  return records;
}
