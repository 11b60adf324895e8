import type { Config } from '../../config/config.ts';
import type { RuleState } from '../../ports/rule-table.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import type { StagingObserver } from '../../runtimes/embedded/rule-staging/rule-staging.ts';
import type { SyncReport } from '../../runtimes/embedded/rule-staging/sync-rules.ts';
import type { Terminal } from '../terminal.ts';
import { namesText, unknownRuleText, untilText } from './words.ts';

/** Tells the person at the terminal of a running StreamAlert what becomes of staged rules. */
export function stagingReport(
  terminal: Terminal,
  config: Config,
  ruleNames: readonly string[],
): StagingObserver {
  /** Promoted, and not seen by the workers yet. */
  const promoted = new Set<string>();
  /** What was said last of a receiver: the same again would fill the screen by the morning. */
  const troubles = new Map<string, string>();
  return {
    synced(report) {
      terminal.print(syncLines(report).join('\n'));
      terminal.print(`           ${promotionText(config)}`);
      for (const name of report.unknown) {
        terminal.error(`  ! ${unknownRuleText(name, ruleNames)}`);
      }
    },
    retired(names) {
      terminal.print(`  staging  off, so these rules deliver again: ${namesText(names)}`);
    },
    changed({ becameLive, becameStaged }) {
      for (const name of becameStaged) {
        terminal.print(`  staging  ${cell(name)} is staged: its alerts are kept and not delivered`);
      }
      for (const name of becameLive) {
        const why = promoted.delete(name) ? ' (promoted: its time is over)' : '';
        terminal.print(`  staging  ${cell(name)} is live: its alerts are delivered${why}`);
      }
    },
    promoted(names) {
      for (const name of names) promoted.add(name);
    },
    unsentDigest({ subject, text }) {
      const body = text.replaceAll('\t', ' ').split('\n');
      terminal.print(['', subject, '', ...body, ''].map((line) => `  ${cell(line)}`).join('\n'));
    },
    digestTrouble(sender, reason, retried) {
      if (troubles.get(sender) === reason) return;
      troubles.set(sender, reason);
      const what = retried ? 'could not be sent to' : 'was sent to';
      const next = retried ? '. It is tried again every 10 minutes.' : '';
      const who = `the digest of staged rules ${what} ${cell(sender)}`;
      terminal.error(`  ! ${who}: ${cell(reason)}${next}`);
    },
  };
}

function syncLines(report: SyncReport): readonly string[] {
  const { added, deleted, kept, staged, unstaged, stagedRules, rules } = report;
  const newLive = added.filter((rule) => !rule.staged);
  const named = (what: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`           ${what}: ${namesText(names)}`];
  const effect = stagedRules === 0 ? '' : ': their alerts are kept and listed, and not delivered';
  return [
    `  staging  ${stagedRules} of ${rules} ${rules === 1 ? 'rule' : 'rules'} staged${effect}`,
    ...byEnd(added.filter((rule) => rule.staged)).flatMap(([until, names]) =>
      named(`new, staged until ${until}`, names),
    ),
    // All rules are new at the first start; naming them helps nobody.
    ...(newLive.length === rules ? [] : named('new, live', namesOf(newLive))),
    ...named('gone', deleted),
    ...named('not loaded, so left as they are', kept),
    ...staged.flatMap(({ ruleName, stagedUntil }) =>
      named(`staged until ${untilText(stagedUntil)}`, [ruleName]),
    ),
    ...named('unstaged', unstaged),
  ];
}

const namesOf = (states: readonly RuleState[]) => states.map(({ ruleName }) => ruleName);

const byEnd = (states: readonly RuleState[]): readonly (readonly [string, readonly string[]])[] =>
  [...Map.groupBy(states, ({ stagedUntil }) => stagedUntil ?? 0)]
    .sort(([a], [b]) => a - b)
    .map(([until, alike]) => [untilText(until), namesOf(alike)]);

/** When rules are promoted and who hears of it, or that nobody does. */
function promotionText({ functions }: Config): string {
  const { rulePromotion } = functions;
  if (rulePromotion === undefined || !rulePromotion.enabled || !rulePromotion.scheduleExpression) {
    return 'promotion is off: a staged rule stays staged until "rule-staging unstage" (see rule_promotion_config)';
  }
  const { scheduleExpression, sendDigestScheduleExpression: digest } = rulePromotion;
  const { isDigestTopicNamed, digestSnsTopic, digestEmail } = rulePromotion;
  const receivers = [
    ...(isDigestTopicNamed ? [digestSnsTopic] : []),
    ...(digestEmail === undefined ? [] : digestEmail.to),
  ];
  const to = receivers.length === 0 ? 'printed here' : `to ${cell(receivers.join(', '))}`;
  return `promotion ${scheduleExpression}${digest ? `, digest ${digest} ${to}` : ', no digest'}`;
}
