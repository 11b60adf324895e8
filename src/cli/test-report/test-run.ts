import type { Finding } from '../../domain/finding.ts';
import type { Coverage } from '../../rule-tests/coverage/coverage.ts';
import type { TestReport } from '../../rule-tests/results.ts';
import type { RuleTime } from '../../rule-tests/rule-times.ts';

/** One place in a rule that does not compile. */
export interface TypeError {
  /** As the operator would type it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Everything that one run of `test` has to tell. */
export interface TestRun {
  readonly report: TestReport;
  /** What is wrong or noteworthy in rule files. */
  readonly findings: readonly Finding[];
  readonly typeErrors: readonly TypeError[];
  /** Empty unless asked for. */
  readonly ruleTimes: readonly RuleTime[];
  /** Undefined unless asked for. */
  readonly coverage: Coverage | undefined;
}

export const hasPassed = ({ report, findings, typeErrors }: TestRun): boolean =>
  report.totals.failed === 0 &&
  report.totals.brokenFiles === 0 &&
  typeErrors.length === 0 &&
  findings.every(({ level }) => level !== 'load');
