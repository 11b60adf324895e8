import type { Rule } from '../../domain/rule.ts';
import { explainRule } from '../explain-rule.ts';
import { prepareEvent } from '../prepare-event.ts';
import type { TestStages } from '../stages.ts';
import type { EventFile, TestEvent } from '../test-event.ts';
import { type LogTypeCoverage, LogTypeFields } from './log-type-fields.ts';
import { type MatcherCoverage, type RuleCoverage, RuleReads } from './rule-reads.ts';

/** What the events of a project leave untried; the worst first. */
export interface Coverage {
  /** Rules that something is missing for. */
  readonly rules: readonly RuleCoverage[];
  /** Matchers that no event has seen true, or false. */
  readonly matchers: readonly MatcherCoverage[];
  /** Log types of rules, with their fields that no event fills. */
  readonly logTypes: readonly LogTypeCoverage[];
  readonly totals: {
    readonly rules: number;
    /** Rules for which nothing is missing. */
    readonly complete: number;
  };
}

/** Field names and values of one piece of code that are looked at; more are not read by anybody. */
const readsMax = 200;

/** Goes with every rule through every event of its log types, and says what that has not shown. */
export async function measureCoverage(
  files: readonly EventFile[],
  stages: TestStages,
): Promise<Coverage> {
  const rules = [...stages.rules.values()].filter(
    ({ disabled, name }) => !disabled && !stages.suspended.has(name),
  );
  const reads = new Map(rules.map((rule) => [rule, new RuleReads(rule)]));
  const logTypes = new LogTypeFields(rules);
  for (const event of readyEvents(files)) {
    const found = prepareEvent(event, stages);
    if (found.outcome === 'refused' || !found.prepared) continue;
    const { prepared } = found;
    logTypes.see(prepared.logType, prepared.records);
    if (event.classifyOnly) continue;
    for (const [rule, seen] of reads) {
      if (!isFor(rule, prepared.logType.name)) continue;
      seen.count(event.expectedRules.includes(rule.name));
      for (const record of prepared.records) {
        const asked = { ...prepared, record, logType: prepared.logType.name };
        const { clock } = stages;
        const { steps } = await explainRule(rule, { ...asked, clock, readsMax }, 'alert');
        seen.see(steps);
        clock.beat();
      }
    }
  }
  const all = [...reads.values()];
  const incomplete = all.map((each) => each.coverage()).filter(({ gaps }) => gaps.length > 0);
  return {
    rules: incomplete.sort((a, b) => worstFirst(a) - worstFirst(b)),
    matchers: matcherCoverage(all),
    logTypes: logTypes.coverage(),
    totals: { rules: rules.length, complete: rules.length - incomplete.length },
  };
}

const readyEvents = (files: readonly EventFile[]): readonly TestEvent[] =>
  files
    .flatMap(({ events }) => events)
    .flatMap((read) => (read.outcome === 'ready' ? [read.event] : []));

const isFor = ({ logs = [] }: Rule, logType: string): boolean =>
  logs.length === 0 || logs.includes(logType);

/** Rules without any event that alerts know nothing about themselves; then those with the most gaps. */
const worstFirst = ({ alerting, silent, gaps }: RuleCoverage): number =>
  (alerting === 0 ? 0 : silent === 0 ? 1_000 : 2_000) - gaps.length;

function matcherCoverage(rules: readonly RuleReads[]): readonly MatcherCoverage[] {
  const byName = Map.groupBy(
    rules.flatMap((each) => each.matchers()),
    ({ name }) => name,
  );
  return [...byName].flatMap(([name, answers]): readonly MatcherCoverage[] => {
    const wasTrue = answers.some((answer) => answer.wasTrue);
    const wasFalse = answers.some((answer) => answer.wasFalse);
    if (wasTrue && wasFalse) return [];
    const never = wasTrue ? 'false' : wasFalse ? 'true' : 'asked';
    return [{ name, never, rules: answers.length }];
  });
}
