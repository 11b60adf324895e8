import { eventTimeReader } from '../../../domain/event-time.ts';
import type { LogType } from '../../../domain/log-type.ts';
import type { LogRecord } from '../../../domain/record.ts';

export interface EventTimes {
  /** When the event happened, by its log type's time field; the time of arrival where it does not say. */
  of(record: LogRecord, logType: LogType, receivedAt: number): number;
}

export function eventTimes(logTypes: readonly LogType[]): EventTimes {
  const readers = new Map(logTypes.map((logType) => [logType.name, eventTimeReader(logType)]));
  return {
    of: (record, logType, receivedAt) =>
      readers.get(logType.name)?.(record, receivedAt) ?? receivedAt,
  };
}
