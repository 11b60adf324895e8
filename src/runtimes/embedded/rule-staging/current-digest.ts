import type { AlertStore } from '../../../ports/alert-store.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Digest } from '../../../ports/digest-sender.ts';
import type { RuleTable } from '../../../ports/rule-table.ts';
import type { RuleFailureCount } from '../../../ports/state-store.ts';
import { type AlertDetails, alertDetails } from '../../../stages/rule-promotion/alert-details.ts';
import { stagingDigest } from '../../../stages/rule-promotion/digest.ts';
import { promotedBy, runRulePromotion } from '../../../stages/rule-promotion/rule-promotion.ts';
import type { StagedRule } from '../../../stages/rule-promotion/judge-staged-rules.ts';

export interface StagingStores {
  readonly rules: RuleTable;
  readonly alertStore: AlertStore;
  readonly clock: Clock;
  alertsMaxOf(ruleName: string): number;
  ruleFailures(): readonly RuleFailureCount[];
  /** Whether rules go live by themselves. */
  readonly isPromoting: boolean;
}

export interface CurrentDigest {
  readonly digest: Digest;
  readonly staged: readonly StagedRule[];
  readonly details: ReadonlyMap<string, AlertDetails>;
  readonly now: number;
}

/** The command that lists the alerts of a rule on this machine. */
export const alertsCommand = (ruleName: string): string =>
  `npx streamalert alerts list --rule ${ruleName}`;

/** The digest of this moment; `since` is when the reader had the last one. It changes nothing. */
export async function currentDigest(stores: StagingStores, since: number): Promise<CurrentDigest> {
  const { rules, alertStore, isPromoting } = stores;
  const { staged, now } = await runRulePromotion(stores, 'dry run');
  const details = await alertDetails(staged, alertStore);
  const ruleNames = rules
    .list()
    .filter((rule) => !rule.staged && rule.changedBy === promotedBy && rule.changedAt >= since)
    .map(({ ruleName }) => ruleName);
  const promoted = { ruleNames, since };
  const digest = stagingDigest({
    staged,
    promoted,
    now,
    isPromoting,
    details,
    alertInfo: alertsCommand,
  });
  return { digest, staged, details, now };
}
