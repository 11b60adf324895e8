import { deaggregate } from './kpl.ts';
import { asText, type Room, type Unpacked, unpackBytes, unpackData } from './unpack-data.ts';
import { failed, payloadsOf, type Unplaced } from './pieces.ts';

/** A stream takes up to 10 MiB at once; an aggregate of nothing but empty records would have millions. */
const recordsInOneMax = 100_000;

/**
 * What the `data` of a Kinesis or Firehose record comes to: records that a producer gathered are told apart, each is
 * unpacked, and JSON documents on lines of their own are payloads of their own.
 */
export function streamRecord(data: unknown, room: Room): readonly Unplaced[] {
  const whole = unpackData(data, room);
  if (whole.outcome === 'failed') return [failed(whole.reason, whole.detail, data)];
  const records = deaggregate(whole.bytes);
  if (records === undefined) return piecesOf(whole, data);
  if (records.length > recordsInOneMax) {
    const detail = `${records.length} records were gathered into one, where ${recordsInOneMax} are allowed`;
    return [failed('too long', detail, data)];
  }
  return records.flatMap((record) =>
    piecesOf(unpackBytes(record, room), Buffer.from(record).toString('base64')),
  );
}

/** `data` is what failures show. */
function piecesOf(unpacked: Unpacked, data: unknown): readonly Unplaced[] {
  if (unpacked.outcome === 'failed') return [failed(unpacked.reason, unpacked.detail, data)];
  const { bytes, left } = unpacked;
  const payloads = payloadsOf(asText(bytes));
  if (left === 0) return payloads;
  const detail = `${left} bytes follow after the end of its gzip data and were not read`;
  return [...payloads, failed('unreadable', detail, data)];
}
