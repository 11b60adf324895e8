import { relative } from 'node:path';
import type { ExplainedInput } from '../../rule-tests/explain/explain.ts';
import type { AlertFacts, RuleVerdict } from '../../rule-tests/explain/verdict.ts';
import type { ExplainedStep } from '../../rule-tests/results.ts';
import { showValue } from '../../rule-tests/show-value.ts';
import type { Paint } from '../paint.ts';

export interface ExplainLayout {
  readonly paint: Paint;
  readonly width: number;
  readonly cwd: string;
  /** What the input is called. */
  readonly shown: string;
  /** One rule in full, or all rules in a line each. */
  readonly isOneRule: boolean;
}

/** Everything about some events or records, one after the other. */
export const explainReport = (inputs: readonly ExplainedInput[], layout: ExplainLayout): string =>
  inputs
    .flatMap((input) => [...inputLines(input, layout), ''])
    .join('\n')
    .trimEnd();

function inputLines(input: ExplainedInput, layout: ExplainLayout): readonly string[] {
  const { number, line, description, error, logType, records, why, warnings, rules } = input;
  const { paint, shown } = layout;
  const name = `${shown}#${number}  line ${line}${description === '' ? '' : `  ${description}`}`;
  if (error !== undefined) return [paint(name, 'bold'), row('error', error)];
  const several = records === 1 ? '' : ` (${records} records)`;
  return [
    paint(name, 'bold'),
    row('record', logType === undefined ? 'fits no log type' : `${logType}${several}`),
    ...why.map((each) => row('', each)),
    ...warnings.map((each) => row('warning', each)),
    ...(layout.isOneRule
      ? rules.flatMap((verdict) => verdictLines(verdict, records, layout))
      : tableLines(rules, records, layout)),
  ];
}

function verdictLines(
  verdict: RuleVerdict,
  records: number,
  { paint, cwd }: ExplainLayout,
): readonly string[] {
  const { ruleName, place, steps, failures, alert, matched, reason, record } = verdict;
  const where = place ? `  ${shownPath(place.file, cwd)}:${place.line}:${place.column}` : '';
  const width = Math.max(0, ...steps.map(({ subject }) => subject.length));
  return [
    ...(records > 1 ? ['', paint(`record ${record}`, 'bold')] : []),
    row('rule', `${ruleName}${where}`),
    ...steps.flatMap((step) => stepLines(step, width, paint)),
    ...failures.map((failure) => row('failed', shortened(failure, cwd))),
    ...(alert ? alertLines(alert) : []),
    '',
    paint(shortened(reason, cwd), matched ? 'green' : 'bold'),
  ];
}

function stepLines(step: ExplainedStep, width: number, paint: Paint): readonly string[] {
  const { part, subject, holds, found, reads, lookups, mistakes } = step;
  const isCode = part === 'matches' || part === 'matcher';
  const name = subject === '' ? '' : `${subject.padEnd(width)}  `;
  const mark = isCode ? '' : holds ? '  holds' : '  does not hold';
  const line = row(part, `${name}${found}${mark}`);
  return [
    holds ? line : paint(line, 'yellow'),
    ...reads.map((read) => row('', `read ${read}`)),
    ...(isCode && reads.length === 0 ? [row('', 'read nothing of the record')] : []),
    ...lookups.map((lookup) => row('', `looked up ${lookup}`)),
    ...mistakes.map((mistake) => row('', `! ${mistake}`)),
  ];
}

function alertLines({
  severity,
  title,
  description,
  outputs,
  publishers,
  mergeBy,
  dedup,
  runbook,
  context,
}: AlertFacts): readonly string[] {
  const shaped = Object.entries(publishers).filter(([, names]) => names.length > 0);
  return [
    row('alert', `${severity.toUpperCase()}  ${title}`),
    ...(title === description ? [] : [row('', description)]),
    row('outputs', outputs.length > 0 ? outputs.join(', ') : 'none: nobody is told'),
    ...shaped.map(([output, names]) => row('', `${output} shaped by ${names.join(', ')}`)),
    ...(mergeBy
      ? [row('merged by', `${mergeBy.keys.join(', ')} within ${mergeBy.windowMinutes} minutes`)]
      : []),
    ...(dedup === null ? [] : [row('dedup', showValue(dedup))]),
    ...(runbook === null ? [] : [row('runbook', runbook)]),
    ...(Object.keys(context).length > 0 ? [row('context', showValue(context))] : []),
  ];
}

/** All rules of the log type: those that alert first, then those that came furthest. */
function tableLines(
  verdicts: readonly RuleVerdict[],
  records: number,
  { paint, width, cwd }: ExplainLayout,
): readonly string[] {
  if (verdicts.length === 0) return [row('rules', 'none is for this log type')];
  const column = Math.max(...verdicts.map(({ ruleName }) => ruleName.length));
  const sorted = verdicts.toSorted(
    (a, b) => a.record - b.record || Number(b.matched) - Number(a.matched) || held(b) - held(a),
  );
  const alerting = verdicts.filter(({ matched }) => matched).length;
  const asked = `${verdicts.length} asked`;
  return [
    row('rules', `${asked}, ${alerting} ${alerting === 1 ? 'alerts' : 'alert'}`),
    ...sorted.map(({ ruleName, matched, reason, record }) => {
      const mark = matched ? paint('✓', 'green') : '·';
      const which = records > 1 ? `${record}  ` : '';
      const text = shortened(reason, cwd);
      const room = Math.max(20, width - column - which.length - 6);
      const cut = text.length > room ? `${text.slice(0, room - 1)}…` : text;
      return `  ${mark} ${which}${ruleName.padEnd(column)}  ${cut}`;
    }),
  ];
}

const held = ({ steps }: RuleVerdict): number => steps.filter(({ holds }) => holds).length;

const labelWidth = 10;

const row = (label: string, text: string): string => `  ${label.padEnd(labelWidth)} ${text}`;

function shownPath(file: string, cwd: string): string {
  const shown = relative(cwd, file);
  return shown.startsWith('..') ? file : shown;
}

/** Reasons name files; the folder that everybody is in says nothing. */
const shortened = (text: string, cwd: string): string => text.replaceAll(`${cwd}/`, '');
