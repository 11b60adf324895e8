import type { EventTimes } from './event-times.ts';
import type { Seen } from './seen.ts';
import type { DetectionSetup } from './setup.ts';

/** Whether a record is inside the log types and the time that were asked for. */
export function passesFilter(
  { record, logType }: Seen,
  receivedAt: number,
  { setup, eventTimes }: { readonly setup: DetectionSetup; readonly eventTimes: EventTimes },
): boolean {
  const { logs, since, until } = setup.filter;
  if (logs !== undefined && !logs.includes(logType.name) && !logs.includes(logType.category)) {
    return false;
  }
  if (since === undefined && until === undefined) return true;

  const eventTime = eventTimes.of(record, logType, receivedAt);
  return eventTime >= (since ?? -Infinity) && eventTime < (until ?? Infinity);
}
