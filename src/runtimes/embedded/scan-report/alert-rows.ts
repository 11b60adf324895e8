import { type Severity, severityRank } from '../../../domain/severity.ts';
import type { ScanOutcome } from './scan-outcome.ts';

/** The alerts of one rule with one severity. */
export interface RuleRow {
  readonly severity: Severity;
  readonly ruleName: string;
  readonly count: number;
  /** Event times of the earliest and the latest. */
  readonly first: number;
  readonly last: number;
  /** Of the earliest. */
  readonly title: string;
}

/** Alerts by severity, the most urgent first, and then by rule, the most frequent first. */
export function alertRows({ alerts, alertsNotListed }: ScanOutcome): readonly RuleRow[] {
  const rows = new Map<string, RuleRow>();
  for (const { severity, ruleName, eventTime, title } of alerts) {
    const key = `${severity} ${ruleName}`;
    const row = rows.get(key);
    rows.set(key, {
      severity,
      ruleName,
      count: (row?.count ?? 0) + 1,
      first: Math.min(row?.first ?? eventTime, eventTime),
      last: Math.max(row?.last ?? eventTime, eventTime),
      title: row === undefined || eventTime < row.first ? title : row.title,
    });
  }
  // What is not listed has no severity of its own any more; it counts with the rule's most urgent row.
  const sorted = [...rows.values()].toSorted(byUrgency);
  const left = new Map(Object.entries(alertsNotListed));
  return sorted
    .map((row) => {
      const count = row.count + (left.get(row.ruleName) ?? 0);
      left.delete(row.ruleName);
      return { ...row, count };
    })
    .toSorted(byUrgency);
}

const byUrgency = (a: RuleRow, b: RuleRow): number =>
  severityRank(b.severity) - severityRank(a.severity) ||
  b.count - a.count ||
  (a.ruleName < b.ruleName ? -1 : 1);
