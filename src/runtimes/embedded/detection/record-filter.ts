import type { LogType } from '../../../domain/log-type.ts';
import type { LogRecord } from '../../../domain/record.ts';
import type { EventTimes } from './event-times.ts';
import type { DetectionSetup, RecordFilter } from './setup.ts';

/** Whether a filter lets every record pass. */
export const letsAllPass = ({ logs, since, until }: RecordFilter): boolean =>
  logs === undefined && since === undefined && until === undefined;

/** Whether a record is inside the log types and the time that were asked for. */
export function passesFilter(
  record: LogRecord,
  logType: LogType,
  receivedAt: number,
  { setup, eventTimes }: { readonly setup: DetectionSetup; readonly eventTimes: EventTimes },
): boolean {
  const { logs, since, until } = setup.filter;
  if (logs !== undefined && !logs.includes(logType.name) && !logs.includes(logType.category)) {
    return false;
  }
  if (since === undefined && until === undefined) return true;

  const eventTime = eventTimes.counted(record, logType, receivedAt);
  return eventTime >= (since ?? -Infinity) && eventTime < (until ?? Infinity);
}
