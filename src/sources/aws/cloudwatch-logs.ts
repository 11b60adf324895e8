import { parseJson } from '../../domain/exact-json.ts';
import type { AwsDelivery } from './delivery.ts';
import { listField, textField } from './fields.ts';
import { failed, ignored, payload, placed, type Unplaced } from './pieces.ts';
import { contentName } from './unusable.ts';
import { asText, type Room, unpackData } from './unpack-data.ts';

/** A subscription of CloudWatch Logs that calls the function itself. Schemas take the document as it is. */
export function cloudwatchLogsDelivery(data: unknown, room: Room): AwsDelivery {
  const read = documentOf(data, room);
  if (read.outcome === 'failed') return delivery('unknown', contentName(data), read.piece);

  const { document, text } = read;
  const group = textField(document, 'logGroup') ?? 'unknown';
  const kind = textField(document, 'messageType');
  if (kind === 'CONTROL_MESSAGE') {
    const detail = `CloudWatch Logs tests whether the subscription of ${group} arrives`;
    return delivery(group, contentName(text), ignored('control message', detail));
  }
  const [firstEvent] = listField(document, 'logEvents') ?? [];
  const id = textField(firstEvent, 'id');
  const stream = textField(document, 'logStream') ?? '';
  const name = id === undefined ? contentName(text) : `${group}:${stream}:${id}`;
  if (group === 'unknown') {
    const detail = 'the data of the subscription names no "logGroup"';
    return delivery(group, name, failed('not JSON', detail, text));
  }
  return delivery(group, name, payload(text));
}

type Read =
  | { readonly outcome: 'document'; readonly document: unknown; readonly text: string }
  | { readonly outcome: 'failed'; readonly piece: Unplaced };

function documentOf(data: unknown, room: Room): Read {
  const unpacked = unpackData(data, room);
  if (unpacked.outcome === 'failed') {
    return { outcome: 'failed', piece: failed(unpacked.reason, unpacked.detail, data) };
  }
  const text = asText(unpacked.bytes);
  if (typeof text !== 'string') {
    const detail = 'the data of the subscription is no text';
    return { outcome: 'failed', piece: failed('not UTF-8', detail, data) };
  }
  try {
    return { outcome: 'document', document: parseJson(text), text };
  } catch {
    const detail = 'the data of the subscription is not JSON';
    return { outcome: 'failed', piece: failed('not JSON', detail, text) };
  }
}

const delivery = (resource: string, name: string, piece: Unplaced): AwsDelivery => ({
  service: 'cloudwatch_logs',
  resource,
  delivery: name,
  // The events inside have times of their own; the document has none.
  receivedAt: undefined,
  itemIdentifier: undefined,
  pieces: placed([piece]),
});
