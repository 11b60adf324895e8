import type { TimeProblemCount } from '../../../domain/drift.ts';
import {
  compileEventTime,
  type EventTime,
  type EventTimeProblem,
} from '../../../domain/event-time.ts';
import type { LogType } from '../../../domain/log-type.ts';
import type { LogRecord } from '../../../domain/record.ts';

export interface EventTimes {
  /** When the event happened, by its log type's time field; the time of arrival where it does not say. */
  of(record: LogRecord, logType: LogType, receivedAt: number): number;
  /** The same, and counts records that do not say; for whoever asks once for each record. */
  counted(record: LogRecord, logType: LogType, receivedAt: number): number;
  /** What `counted` has counted since this was last called. */
  takeProblems(): readonly TimeProblemCount[];
}

type Counts = Map<
  string,
  { readonly logType: string; readonly problem: EventTimeProblem; count: number }
>;

export function eventTimes(logTypes: readonly LogType[]): EventTimes {
  const times = new Map(logTypes.map((logType) => [logType.name, compileEventTime(logType)]));
  let counts: Counts = new Map();

  return {
    of: (record, { name }, receivedAt) => times.get(name)?.read(record, receivedAt) ?? receivedAt,
    counted(record, { name }, receivedAt) {
      const time = times.get(name);
      const instant = time?.read(record, receivedAt);
      if (instant !== undefined) return instant;
      if (time !== undefined) count(counts, name, time, record, receivedAt);
      return receivedAt;
    },
    takeProblems() {
      if (counts.size === 0) return [];
      const taken = [...counts.values()];
      counts = new Map();
      return taken;
    },
  };
}

function count(counts: Counts, logType: string, time: EventTime, record: LogRecord, now: number) {
  const problem = time.problemOf(record, now);
  const key = `${problem} ${logType}`;
  const known = counts.get(key);
  if (known === undefined) counts.set(key, { logType, problem, count: 1 });
  else known.count++;
}
