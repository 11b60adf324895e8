import { stringifyJson } from '../../domain/exact-json.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { AwsDelivery } from './delivery.ts';
import { instantField, listField, textField } from './fields.ts';
import { failed, payload, placed, type Unplaced } from './pieces.ts';
import { isObjectEvent, s3Deliveries } from './s3.ts';
import { contentName } from './unusable.ts';

export const isEventBridgeEvent = (event: unknown): boolean =>
  textField(event, 'detail-type') !== undefined && textField(event, 'source') !== undefined;

/** An event that a rule of EventBridge hands to the function: it is the payload, unless it tells of an object in S3. */
export function eventBridgeDeliveries(event: JsonObject): readonly AwsDelivery[] {
  if (isObjectEvent(event)) return s3Deliveries(event, undefined);
  return [
    {
      service: 'eventbridge',
      resource: textField(event, 'source') ?? 'unknown',
      delivery: textField(event, 'id') ?? contentName(event),
      receivedAt: instantField(event, 'time'),
      itemIdentifier: undefined,
      pieces: placed([documentPiece(event)]),
    },
  ];
}

/** What AWS Config calls the function of a rule with: `invokingEvent` in it is JSON as text. */
export const isConfigRuleEvent = (event: unknown): boolean =>
  textField(event, 'invokingEvent') !== undefined &&
  textField(event, 'configRuleName') !== undefined;

export const configRuleDelivery = (event: JsonObject): AwsDelivery => ({
  service: 'aws_config',
  resource: textField(event, 'configRuleName') ?? 'unknown',
  delivery: contentName(event),
  receivedAt: undefined,
  itemIdentifier: undefined,
  pieces: placed([documentPiece(event)]),
});

/** What an app collected: objects, or texts such as a line of CSV. */
export function appDelivery(record: JsonObject, app: string): AwsDelivery {
  const logs = listField(record, 'logs');
  const pieces =
    logs === undefined
      ? [failed('not JSON', 'the record of an app lacks a list "logs"', record)]
      : logs.map((log) => (typeof log === 'string' ? payload(log) : documentPiece(log)));
  return {
    service: 'streamalert_app',
    resource: app,
    delivery: `${app}:${contentName(logs ?? record)}`,
    receivedAt: undefined,
    itemIdentifier: undefined,
    pieces: placed(pieces),
  };
}

/** A document that came decoded goes on as text, with every digit that it came with. */
function documentPiece(document: unknown): Unplaced {
  try {
    return payload(stringifyJson(document));
  } catch {
    return failed('too deep', 'it is nested too deeply to be written', document);
  }
}
