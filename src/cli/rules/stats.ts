import type { OpenState } from '../../adapters/local/sqlite/open-state.ts';

/** What one rule was asked, found and cost in some time. */
export interface RuleRow {
  readonly rule: string;
  readonly calls: number;
  readonly matches: number;
  /** Of one call, in its code; null where it was never asked, or never timed. */
  readonly averageMicroseconds: number | null;
  /** Of the time of all rules, 0 to 1. */
  readonly share: number;
  readonly failures: number;
  /** Alerts that were not sent since they were too many. */
  readonly heldBack: number;
}

export const sortKeys = ['time', 'matches', 'failures', 'name'] as const;

type SortKey = (typeof sortKeys)[number];

/** All rules that were asked, failed, or are there. `since`: milliseconds since 1970 UTC. */
export function ruleRows(
  { state, rules }: Pick<OpenState, 'state' | 'rules'>,
  { since, rule, sort }: { since: number; rule: string | undefined; sort: SortKey },
): readonly RuleRow[] {
  const sinceHour = new Date(since).toISOString().slice(0, 13).replace('T', '-');
  const sums = new Map<string, Sum>();
  const sumOf = (name: string): Sum => {
    const sum = sums.get(name) ?? { calls: 0, matches: 0, microseconds: 0, failures: 0, held: 0 };
    sums.set(name, sum);
    return sum;
  };
  for (const { ruleName } of rules.list()) sumOf(ruleName);
  for (const { ruleName, calls, matches, microseconds } of state.ruleStats(sinceHour)) {
    const sum = sumOf(ruleName);
    sum.calls += calls;
    sum.matches += matches;
    sum.microseconds += microseconds;
  }
  for (const { hour, count, last } of state.ruleFailureCounts()) {
    if (hour < sinceHour || last.part === 'parser' || last.part === 'lookup table') continue;
    sumOf(last.ruleName).failures += count;
  }
  for (const { hour, ruleName, kept, counted } of state.floods()) {
    if (hour >= sinceHour) sumOf(ruleName).held += kept + counted;
  }
  const all = [...sums.values()].reduce((total, { microseconds }) => total + microseconds, 0);
  return [...sums]
    .filter(([name]) => rule === undefined || name === rule)
    .map(([name, sum]) => rowOf(name, sum, all))
    .toSorted((a, b) => comparisons[sort](a, b) || a.rule.localeCompare(b.rule, 'en'));
}

interface Sum {
  calls: number;
  matches: number;
  microseconds: number;
  failures: number;
  held: number;
}

const rowOf = (rule: string, sum: Sum, all: number): RuleRow => ({
  rule,
  calls: sum.calls,
  matches: sum.matches,
  averageMicroseconds:
    sum.calls === 0 || sum.microseconds === 0 ? null : sum.microseconds / sum.calls,
  share: all === 0 ? 0 : sum.microseconds / all,
  failures: sum.failures,
  heldBack: sum.held,
});

const comparisons: Readonly<Record<SortKey, (a: RuleRow, b: RuleRow) => number>> = {
  time: (a, b) => b.share - a.share,
  matches: (a, b) => b.matches - a.matches,
  failures: (a, b) => b.failures - a.failures,
  name: () => 0,
};

const count = (value: number): string => value.toLocaleString('en-US');

/** Rules of a project, and names, of which a list says no more than a number does. */
const namesShownMax = 8;

/** A table, and below it the rules that never matched. */
export function statsLines(rows: readonly RuleRow[], limit: number): readonly string[] {
  const busy = rows.filter(({ calls, failures, heldBack }) => calls + failures + heldBack > 0);
  const shown = busy.slice(0, limit);
  const width = Math.max(4, ...shown.map(({ rule }) => rule.length));
  const more = busy.length - shown.length;
  const head = `  ${'rule'.padEnd(width)}  ${'calls'.padStart(13)} ${'matches'.padStart(11)} ${'avg µs'.padStart(9)} ${'share'.padStart(7)} ${'failures'.padStart(9)} ${'held back'.padStart(10)}`;
  return [
    ...(shown.length === 0 ? ['  no rule was asked in this time'] : [head]),
    ...shown.map((row) => rowLine(row, width)),
    ...(more > 0 ? [`  and ${count(more)} more: see them with --limit`] : []),
    ...namesLines('asked and never matched', busy.filter(isQuiet)),
    ...namesLines('never asked, as no record of theirs came', rows.filter(isIdle)),
  ];
}

const isQuiet = ({ calls, matches }: RuleRow): boolean => calls > 0 && matches === 0;
const isIdle = ({ calls, matches, failures }: RuleRow): boolean => calls + matches + failures === 0;

function rowLine(row: RuleRow, width: number): string {
  const { rule, calls, matches, averageMicroseconds, share, failures, heldBack } = row;
  const average = averageMicroseconds === null ? '-' : averageMicroseconds.toFixed(2);
  return `  ${rule.padEnd(width)}  ${count(calls).padStart(13)} ${count(matches).padStart(11)} ${average.padStart(9)} ${`${(share * 100).toFixed(1)} %`.padStart(7)} ${count(failures).padStart(9)} ${count(heldBack).padStart(10)}`;
}

function namesLines(what: string, rows: readonly RuleRow[]): readonly string[] {
  if (rows.length === 0) return [];
  const names = rows.slice(0, namesShownMax).map(({ rule }) => rule);
  const more = rows.length - names.length;
  const rest = more > 0 ? ` and ${count(more)} more (--json has all)` : '';
  return ['', `  ${count(rows.length)} ${what}: ${names.join(', ')}${rest}`];
}
