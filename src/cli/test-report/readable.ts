import { formatFindings } from '../../config/format-findings.ts';
import type { EventResult, FileResult, UntestedRule } from '../../rule-tests/results.ts';
import type { RuleTime } from '../../rule-tests/rule-times.ts';
import type { Paint } from '../paint.ts';
import { coverageLines } from './coverage.ts';
import { explanationLines, headline } from './explanation.ts';
import { type TestRun, hasPassed } from './test-run.ts';

export interface ReadableOptions {
  readonly paint: Paint;
  readonly width: number;
  /** Leaves out warnings. */
  readonly quiet: boolean;
  readonly cwd: string;
  /** False where each event was shown already. */
  readonly failures: boolean;
}

/** The report for a person: what failed and why, what should be looked at, and one line that sums it up. */
export function readableReport(run: TestRun, options: ReadableOptions): string {
  const { report, typeErrors, ruleTimes, coverage } = run;
  const { paint } = options;
  const blocks = [
    ...(options.failures ? firstOf(report.files.flatMap((file) => failuresOf(file, options))) : []),
    ...typeErrors.map(
      ({ file, line, column, message }) =>
        `${file}:${line}:${column} - ${paint('error', 'red')}: ${message}`,
    ),
    ...contentFindings(run, options),
    ...(options.quiet ? [] : warningsOf(run, paint)),
    ...(ruleTimes.length > 0 ? [statistics(ruleTimes)] : []),
    ...(coverage === undefined ? [] : coverageLines(coverage)),
    summaryOf(run, options),
  ];
  return blocks.join('\n');
}

/** One mistake often breaks everything; who reads further than this has understood. */
const failuresMax = 25;

function firstOf(failures: readonly string[]): readonly string[] {
  const more = failures.length - failuresMax;
  if (more <= 0) return failures;
  return [...failures.slice(0, failuresMax), `… and ${more} more: see --verbose or --json`];
}

function failuresOf(file: FileResult, options: ReadableOptions): readonly string[] {
  if (file.problem !== undefined) {
    return [`${options.paint('✗', 'red')} ${file.shown}  ${file.problem}`];
  }
  return file.events
    .filter(({ outcome }) => outcome === 'failed')
    .map((event) => failureOf(event, file, options));
}

function failureOf(event: EventResult, file: FileResult, options: ReadableOptions): string {
  const { paint, width } = options;
  const { subject, verdict } = headline(event, file.shown);
  const name = `✗ ${subject} › ${event.description || `event ${event.number}`}`;
  const gap = Math.max(2, Math.min(width, 110) - name.length - verdict.length);
  const first = `${paint('✗', 'red')}${name.slice(1)}${' '.repeat(gap)}${verdict}`;
  const lines = explanationLines(event, options.cwd);
  return [first, ...[...lines, `${file.shown}:${event.line}`].map((line) => `    ${line}`)].join(
    '\n',
  );
}

function contentFindings({ findings }: TestRun, options: ReadableOptions): readonly string[] {
  const levels = options.quiet ? (['load'] as const) : (['load', 'warning'] as const);
  const shown = findings.filter(({ level }) => levels.some((wanted) => wanted === level));
  return shown.length > 0 ? [formatFindings(shown)] : [];
}

function warningsOf({ report }: TestRun, paint: Paint): readonly string[] {
  const mark = paint('!', 'yellow');
  const ofFiles = report.files.flatMap(({ shown, warnings, events }) => [
    ...warnings.map((warning) => `${mark} ${shown}: ${warning}`),
    ...events.flatMap((event) =>
      event.warnings.map((warning) => `${mark} ${shown}:${event.line}: ${warning}`),
    ),
  ]);
  return [...ofFiles, ...untestedLines(report.untested, mark)];
}

/** A longer list is not read to its end; `--json` has all. */
const namesMax = 12;

function untestedLines(untested: readonly UntestedRule[], mark: string): readonly string[] {
  const byLack = Map.groupBy(untested, ({ lacks }) => lacks);
  return [...byLack].map(([lacks, rules]) => {
    const names = rules.slice(0, namesMax).map(({ ruleName }) => ruleName);
    const more = rules.length > namesMax ? ` and ${rules.length - namesMax} more` : '';
    const subject = rules.length === 1 ? '1 rule has' : `${rules.length} rules have`;
    const what = lacks === 'events' ? 'no test events' : lacks.replace(/^an /, 'no ');
    return `${mark} ${subject} ${what}: ${names.join(', ')}${more}`;
  });
}

function statistics(times: readonly RuleTime[]): string {
  const rows = times.map(({ ruleName, milliseconds, calls }) => {
    const average = (milliseconds / calls).toFixed(8);
    return `  ${ruleName}  ${milliseconds.toFixed(8)} ms, ${calls} calls, ${average} ms each`;
  });
  return ['Rule statistics:', ...rows].join('\n');
}

function summaryOf(run: TestRun, { paint }: ReadableOptions): string {
  const { report, typeErrors, findings } = run;
  const { passed, failed, suppressed, brokenFiles } = report.totals;
  const broken = findings.filter(({ level }) => level === 'load').length;
  const bad = [
    ...count(failed, 'failed'),
    ...count(brokenFiles, brokenFiles === 1 ? 'broken file' : 'broken files'),
    ...count(typeErrors.length, typeErrors.length === 1 ? 'type error' : 'type errors'),
    ...count(broken, broken === 1 ? 'broken rule' : 'broken rules'),
  ];
  const passedText = failed > 0 && passed > 0 ? `${passed} others` : `${passed} passed`;
  const parts = [
    ...bad.map((text) => paint(`✗ ${text}`, 'red')),
    paint(`✓ ${passedText}`, ...(hasPassed(run) ? (['green'] as const) : [])),
    ...count(suppressed, 'left out'),
  ];
  return `${parts.join('   ')}   ${report.seconds.toFixed(1)} s`;
}

const count = (number: number, what: string): readonly string[] =>
  number > 0 ? [`${number} ${what}`] : [];
