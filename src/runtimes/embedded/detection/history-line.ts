import type { Batch } from '../../../domain/batch.ts';
import { indicatorDetailsKey, indicatorsKey } from '../../../domain/indicator.ts';
import type { LogRecord } from '../../../domain/record.ts';
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
    record: withoutIndicators(seen.record),
  })}\n`;
}

/** What is listed comes and goes; the history keeps what was logged. Nearly no record has any of it. */
function withoutIndicators(record: LogRecord): LogRecord {
  if (record[indicatorsKey] === undefined) return record;
  const { [indicatorsKey]: _values, [indicatorDetailsKey]: _details, ...logged } = record;
  return logged;
}
