import type { Clock } from '../../ports/clock.ts';
import type { TableProblem } from '../../ports/lookup-tables.ts';

/** A trouble that lasts is told again after this. */
const repeatMilliseconds = 3_600_000;

/** Names of tables may come out of records: more different troubles than this are not remembered, and not told. */
const differentMax = 1_000;

export interface ProblemLog {
  add(table: string, reason: string): void;
  /** What was added since this was last called and was not told within the hour. */
  take(): readonly TableProblem[];
}

/** Lets each trouble through once in an hour. */
export function problemLog(clock: Clock): ProblemLog {
  const toldAt = new Map<string, number>();
  let waiting: TableProblem[] = [];
  return {
    add(table, reason) {
      const now = clock.now();
      const key = JSON.stringify([table, reason]);
      const last = toldAt.get(key);
      if (last !== undefined && now < last + repeatMilliseconds) return;
      if (toldAt.size >= differentMax) {
        for (const [each, at] of toldAt) if (now >= at + repeatMilliseconds) toldAt.delete(each);
        if (toldAt.size >= differentMax) return;
      }
      toldAt.set(key, now);
      waiting.push({ table, reason });
    },
    take() {
      if (waiting.length === 0) return waiting;
      const taken = waiting;
      waiting = [];
      return taken;
    },
  };
}
