import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import { noResource, sendWithin } from '../aws-sending.ts';
import { contentOf } from '../content.ts';
import { fittingText } from '../fitting.ts';
import { jsonWithin } from '../json-within.ts';
import { oneLine } from '../one-line.ts';
import { type DeliveryOutcome, defineOutput } from '../output.ts';
import { overridesOf } from '../overrides.ts';

/**
 * "The total entry size must be less than 256KB", of which source and detail type are a part
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html). Since January 2026 buses take 1 MB,
 * and topics that a rule sends it to still no more than this.
 */
const detailBytesMax = [254_000, 64_000];

/** "A free-form string, with a maximum of 128 characters". */
const detailTypeCharactersMax = 128;
const sourceCharactersMax = 256;

/** Patterns of rules match the detail: its keys are those of the publication. */
export const eventbridge = defineOutput({
  service: 'eventbridge',
  summary: 'Put each alert as an event on an Amazon EventBridge bus',
  protocol: 'EventBridge API 2015-10-07; allow events:PutEvents on the bus',
  documentation: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html',
  repetition: '`streamalert_delivery` in the detail',
  limits: 'events of more than 256 KB',
  fields: z.object({
    source: z.string().describe('source of the event, in place of `streamalert`'),
    detail_type: z.string().describe('detail type, in place of `StreamAlert Alert`'),
    detail: z.record(z.string(), z.unknown()).describe('the detail, in place of the publication'),
  }),
  shape: 'map',
  resourceDescription: 'name of the event bus, such as `default`, or its ARN',
  credentials: z.object({}),
  uses: ['aws'],
  defaultPublication,

  async deliver({
    alert,
    publication,
    resource,
    descriptor,
    idempotencyKey,
    ports,
  }): Promise<DeliveryOutcome> {
    if (resource === null) return noResource('eventbridge', descriptor, 'event bus');
    const set = overridesOf(publication, 'eventbridge');
    const source = oneLine(set.text('source') ?? '') || 'streamalert';
    const detailType = oneLine(set.text('detail_type') ?? '') || 'StreamAlert Alert';
    const detail = set.map('detail') ?? {
      streamalert_delivery: idempotencyKey,
      ...contentOf(publication),
    };
    const refusal = set.refusal();
    if (refusal !== undefined) return refusal;

    return sendWithin(
      detailBytesMax,
      (bytesMax) => jsonWithin(withTakenIntegers(detail), bytesMax, alert),
      (text) =>
        ports.aws.putEvent({
          bus: resource,
          source: fittingText(source, sourceCharactersMax, alert),
          detailType: fittingText(detailType, detailTypeCharactersMax, alert),
          detail: text,
          time: alert.eventTime,
        }),
    );
  },
});

const integerMax = 2n ** 63n - 1n;

/**
 * "For the JSON number (integer) data type, the constraints are: a minimum value of -9,223,372,036,854,775,808 and a
 * maximum value of 9,223,372,036,854,775,807": what is beyond is sent as a text.
 */
function withTakenIntegers(value: JsonObject): JsonObject {
  const taken = (item: JsonValue): JsonValue => {
    if (typeof item === 'bigint' || (typeof item === 'number' && Number.isInteger(item))) {
      const integer = BigInt(item);
      return integer > integerMax || integer < -integerMax - 1n ? String(integer) : item;
    }
    if (Array.isArray(item)) return item.map(taken);
    return typeof item === 'object' && item !== null ? withTakenIntegers(item) : item;
  };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, taken(item)]));
}
