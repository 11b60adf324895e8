import { hasPassed, type TestRun } from './test-run.ts';

/** The run for a program. */
export function jsonReport(run: TestRun): string {
  const { report, findings, typeErrors, ruleTimes, coverage } = run;
  const { totals, seconds, files, untested } = report;
  const document = { passed: hasPassed(run), totals, seconds, files, untested };
  return JSON.stringify(
    { ...document, findings, typeErrors, ruleTimes, coverage },
    bigIntAsText,
    2,
  );
}

const bigIntAsText = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value;
