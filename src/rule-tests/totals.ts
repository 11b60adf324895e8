import type { FileResult, Totals } from './results.ts';

/** Counts what the events of all files came to. */
export function totalsOf(files: readonly FileResult[]): Totals {
  const events = files.flatMap((file) => file.events);
  const count = (outcome: string) => events.filter((event) => event.outcome === outcome).length;
  return {
    events: count('passed') + count('failed'),
    passed: count('passed'),
    failed: count('failed'),
    suppressed: count('suppressed'),
    brokenFiles: files.filter(({ problem }) => problem !== undefined).length,
  };
}
