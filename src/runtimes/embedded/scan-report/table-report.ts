import type { Severity } from '../../../domain/severity.ts';
import { driftHint, driftSentences, timeSentence } from '../drift-words.ts';
import { alertRows, type RuleRow } from './alert-rows.ts';
import { nearMissWords } from './near-miss-words.ts';
import { counted, duration, size } from './quantities.ts';
import { isoTime } from './report-parts.ts';
import type { ScanOutcome } from './scan-outcome.ts';
import { cell, fitted, wrapped } from './text-layout.ts';

export interface TableLayout {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Kinds of unclassified records, rule errors and problems that are shown; the JSON report has all. */
const listedMax = 12;

/** The report for people: counts, alerts by severity and rule, then what is missing from the picture and why. */
export function tableReport(outcome: ScanOutcome, layout: TableLayout): string {
  const sections = [
    countsSection(outcome, layout),
    alertsSection(outcome, layout),
    quarantineSection(outcome, layout),
    driftSection(outcome, layout),
    ruleErrorsSection(outcome, layout),
    problemsSection(outcome, layout),
    leftOutSection(outcome),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function countsSection({ summary }: ScanOutcome, { width }: TableLayout): string[] {
  const { records, classified, quarantined, filtered, bytes, seconds, files, byLogType } = summary;
  const balance = `in ${counted(records)} = classified ${counted(classified)} + quarantined ${counted(quarantined)} + filtered ${counted(filtered)}`;
  const rate = seconds > 0 ? `, ${size(bytes / seconds)}/s` : '';
  const volume = `${counted(files)} ${files === 1 ? 'file' : 'files'}, ${size(bytes)}, ${duration(seconds)}${rate}`;
  const byCount = Object.entries(byLogType).toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const logTypes = byCount.map(([logType, count]) => `${cell(logType)} ${counted(count)}`);
  return [`  ${balance}`, ...wrapped(logTypes, ' · ', width, '     '), `     ${volume}`];
}

function alertsSection(outcome: ScanOutcome, layout: TableLayout): string[] {
  const rows = alertRows(outcome);
  if (rows.length === 0) {
    const { records, classified } = outcome.summary;
    if (records === 0) return ['  Nothing was read: name files, or folders with logs in them.'];
    return [`  No alerts: no rule matched any of ${counted(classified)} records.`];
  }
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const counts = Math.max(...rows.map(({ count }) => counted(count).length));
  const names = Math.min(48, Math.max(...rows.map(({ ruleName }) => ruleName.length)));
  return [
    `  ${counted(total)} ${total === 1 ? 'alert' : 'alerts'} of ${rows.length} ${rows.length === 1 ? 'rule' : 'rules'}`,
    '',
    ...rows.flatMap((row) => ruleLines(row, { counts, names }, layout)),
  ];
}

function ruleLines(
  row: RuleRow,
  columns: { readonly counts: number; readonly names: number },
  { color, width }: TableLayout,
): string[] {
  const severity = row.severity.toUpperCase().padEnd(8);
  const count = counted(row.count).padStart(columns.counts);
  const name = cell(row.ruleName).padEnd(columns.names);
  const start = `  ${severity}  ${count}  ${name}`;
  const when = span(row.first, row.last);
  const title = cell(row.title);

  const oneLine = `${start}  ${when}  ${title}`;
  const lines =
    oneLine.length <= width
      ? [oneLine]
      : [fitted(`${start}  ${when}`, width), fitted(`${' '.repeat(12)}${title}`, width)];
  return color
    ? lines.map((line) => line.replace(severity, painted(row.severity, severity)))
    : lines;
}

/** Colours carry severity only; the word stands beside them. */
const colors: Readonly<Record<Severity, string>> = {
  critical: '1;31',
  high: '31',
  medium: '33',
  low: '36',
  info: '2',
};

const painted = (severity: Severity, text: string): string =>
  `\u001b[${colors[severity]}m${text}\u001b[0m`;

function span(first: number, last: number): string {
  const from = minute(first);
  const to = minute(last);
  if (from === to) return `at ${from}`;
  const sameDay = from.slice(0, 10) === to.slice(0, 10);
  return `first ${from}  last ${sameDay ? to.slice(11) : to}`;
}

/** `2026-03-14 11:42Z` */
const minute = (instant: number): string => {
  const iso = isoTime(instant);
  return iso === null ? 'at no known time' : `${iso.slice(0, -8).replace('T', ' ')}Z`;
};

function quarantineSection({ quarantine, summary }: ScanOutcome, { width }: TableLayout): string[] {
  if (quarantine.length === 0) return [];
  const lines = quarantine
    .slice(0, listedMax)
    .flatMap(({ count, reason, detail, nearest, example }) => {
      const words = nearMissWords(nearest);
      const why = words === undefined ? `${reason}: ${cell(detail)}` : `${reason}: ${cell(words)}`;
      return [
        fitted(`  ${counted(count)} × ${why}`, width),
        fitted(`      such as ${cell(example.path)}:${example.position}`, width),
      ];
    });
  const number = summary.quarantined;
  return [
    `  ${counted(number)} ${number === 1 ? 'record was' : 'records were'} not classified`,
    ...lines,
    ...more(quarantine.length, 'kinds'),
  ];
}

function driftSection({ drift = [], timeProblems = [] }: ScanOutcome, { width }: TableLayout) {
  if (drift.length + timeProblems.length === 0) return [];
  const lines = drift.slice(0, listedMax).flatMap((each) => {
    const sentences = driftSentences(each).flatMap((text) =>
      wrapped(words(text), ' ', width, '  '),
    );
    return [...sentences, `      see more:  ${cell(driftHint(each.logType))}`];
  });
  return [
    ...lines,
    ...more(drift.length, 'log types with such keys'),
    ...timeProblems
      .slice(0, listedMax)
      .map((each) => fitted(`  ${cell(timeSentence(each))}`, width)),
  ];
}

const words = (text: string): readonly string[] => cell(text).split(' ');

function ruleErrorsSection({ ruleErrors }: ScanOutcome, { width }: TableLayout): string[] {
  if (ruleErrors.length === 0) return [];
  const lines = ruleErrors
    .slice(0, listedMax)
    .flatMap(({ ruleName, part, reason, count, example }) => [
      fitted(`  ! ${cell(ruleName)} failed ${counted(count)} × in ${part}: ${cell(reason)}`, width),
      fitted(`      such as ${cell(example.path)}${placeIn(example)}`, width),
    ]);
  const who = ruleErrors.some(({ part }) => part === 'parser') ? 'Rules or parsers' : 'Rules';
  return [
    `  ${who} failed on some records; what they would have found is not in this report.`,
    ...lines,
    ...more(ruleErrors.length, 'failures'),
  ];
}

/** A parser does not know the line that it failed on. */
const placeIn = ({ position }: { readonly position: string }): string =>
  position === '' ? '' : `:${position}`;

function problemsSection({ problems }: ScanOutcome, { width }: TableLayout): string[] {
  if (problems.length === 0) return [];
  const lines = problems
    .slice(0, listedMax)
    .flatMap(({ path, reason, hint }) => [
      fitted(`  ! ${cell(path)}: ${cell(reason)}`, width),
      fitted(`      ${cell(hint)}`, width),
    ]);
  return ['  Not read', ...lines, ...more(problems.length, 'problems')];
}

const more = (count: number, what: string): string[] =>
  count <= listedMax
    ? []
    : [`  and ${counted(count - listedMax)} more ${what}; --format json lists all of them`];

function leftOutSection({ leftOut = [] }: ScanOutcome): string[] {
  const [first] = leftOut;
  if (first === undefined) return [];
  const files = leftOut.length === 1 ? '1 file has' : `${counted(leftOut.length)} files have`;
  return [
    `  ${files} no name of a log and ${leftOut.length === 1 ? 'was' : 'were'} left out, such as ${first}; a file that is named is read`,
  ];
}
