import { z } from 'zod';
import type { Alert } from '../domain/alert.ts';
import { isJsonObject, type JsonValue } from '../domain/json.ts';
import type { Publication } from '../domain/publication.ts';
import type { AwsSending } from '../ports/aws-sender.ts';
import { sendWithin } from './aws-sending.ts';
import { jsonWithin } from './json-within.ts';
import type { DeliveryOutcome } from './output.ts';
import { overridesOf } from './overrides.ts';
import { shownRecord } from './shown-record.ts';

/**
 * "For asynchronous invocations, the maximum payload size is 1 MB"
 * (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html), which was 256 KB before October 2025.
 */
const payloadBytesMax = [1_000_000, 256_000, 100_000];

/** What publishers may set. */
export const lambdaFields = z.object({
  alert_data: z.unknown().describe('any JSON, in place of the record; sent as it is'),
});

interface Payload {
  readonly alert: Pick<Alert, 'id'>;
  readonly publication: Publication;
  readonly idempotencyKey: string;
}

/**
 * Invokes a function with the record, or with what publishers set as `alert_data` for the first of the services that
 * has it. Lambda takes no key with an invocation, so that the record carries it; what publishers set is sent as it is.
 */
export async function invokeWithin(
  { alert, publication, idempotencyKey }: Payload,
  services: readonly string[],
  invoke: (payload: string) => Promise<AwsSending>,
): Promise<DeliveryOutcome> {
  const data =
    overridesOf(publication, ...services).value('alert_data') ??
    withKey(shownRecord(publication), idempotencyKey);
  return sendWithin(payloadBytesMax, (bytesMax) => jsonWithin(data, bytesMax, alert), invoke);
}

/** First, where shortening leaves it. */
const withKey = (record: JsonValue, key: string): JsonValue =>
  isJsonObject(record) ? { streamalert_delivery: key, ...record } : record;
