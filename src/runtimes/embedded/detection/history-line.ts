import type { Batch } from '../../../domain/batch.ts';
import { stringifyJson } from '../../../domain/exact-json.ts';
import type { EventTimes } from './event-times.ts';
import type { Seen } from './seen.ts';

/** One line of the history port: the record with where and when it was seen. */
export function historyLine(
  batch: Pick<Batch, 'origin' | 'receivedAt'>,
  seen: Seen,
  eventTimes: EventTimes,
): string {
  const { origin, receivedAt } = batch;
  return `${stringifyJson({
    log_type: seen.logType.name,
    event_time: eventTimes.counted(seen.record, seen.logType, receivedAt),
    ingest_time: receivedAt,
    source_service: origin.service,
    source_entity: origin.resource,
    position: `${origin.delivery}:${seen.place}`,
    record: seen.record,
  })}\n`;
}
