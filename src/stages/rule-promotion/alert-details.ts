import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AlertStore, HourCount } from '../../ports/alert-store.ts';
import type { StagedRule } from './judge-staged-rules.ts';

/** What a reader wants to know of the alerts of one staged rule. */
export interface AlertDetails {
  readonly byHour: readonly HourCount[];
  /** The most frequent first. */
  readonly titles: readonly TitleCount[];
  /** How many of the newest alerts the titles are of. */
  readonly sampled: number;
}

export interface TitleCount {
  readonly title: string;
  readonly count: number;
}

/** Enough to see what a rule is about, and read in milliseconds. */
const sampleMax = 200;
const titlesMax = 5;

/** Details by rule, for those that have alerts. */
export async function alertDetails(
  staged: readonly StagedRule[],
  alertStore: Pick<AlertStore, 'countByHour' | 'list'>,
): Promise<ReadonlyMap<string, AlertDetails>> {
  const details = new Map<string, AlertDetails>();
  for (const { state, alertCount = 0 } of staged) {
    const { ruleName, stagedAt } = state;
    if (alertCount === 0 || stagedAt === null) continue;
    const newest = alertStore
      .list({ ruleName, limit: sampleMax })
      .filter(({ alert }) => alert.staged && alert.createdAt >= stagedAt);
    details.set(ruleName, {
      byHour: alertStore.countByHour(ruleName, stagedAt),
      titles: frequentTitles(newest.map(({ alert }) => alert.title)),
      sampled: newest.length,
    });
    await nextTurn();
  }
  return details;
}

const frequentTitles = (titles: readonly string[]): readonly TitleCount[] =>
  [...Map.groupBy(titles, (title) => title)]
    .map(([title, alike]) => ({ title, count: alike.length }))
    .sort((a, b) => b.count - a.count || (a.title < b.title ? -1 : 1))
    .slice(0, titlesMax);
