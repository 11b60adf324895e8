import type { Config } from '../../../config/config.ts';
import type { AlertStore } from '../../../ports/alert-store.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { JobRuns } from '../../../ports/job-runs.ts';
import type { StateStore } from '../../../ports/state-store.ts';
import type { RuleTable } from '../../../ports/rule-table.ts';
import { startScheduler } from '../schedule/scheduler.ts';
import { digestSenders } from './digest-senders.ts';
import { followRuleTable, type StagingChange } from './follow-rule-table.ts';
import { type PromotionObserver, promotionJobs, promotionPlan } from './promotion-jobs.ts';
import {
  alertsMaxOf,
  retireStaging,
  stagedRulesOf,
  type StagingWishes,
  type SyncReport,
  syncRules,
} from './sync-rules.ts';

export interface StagingObserver extends PromotionObserver {
  /** The table has been brought to the rules that were loaded. */
  synced(report: SyncReport): void;
  /** Staging is off, so these deliver again. */
  retired(ruleNames: readonly string[]): void;
  /** Somebody staged or unstaged rules while we run. */
  changed(change: StagingChange): void;
}

export interface RuleStagingOptions {
  readonly wishes: Omit<StagingWishes, 'stagingHours'>;
  /** Who starts the runtime. */
  readonly by: string;
  readonly observer: StagingObserver;
}

interface Surroundings {
  readonly config: Config;
  readonly rules: RuleTable;
  readonly alerts: AlertStore;
  readonly state: Pick<StateStore, 'ruleFailureCounts'>;
  readonly jobRuns: JobRuns;
  readonly clock: Clock;
  readonly env: NodeJS.ProcessEnv;
  readonly onTrouble: (error: unknown) => void;
}

export interface RuleStaging {
  /** Staged at the start. */
  readonly stagedRules: readonly string[];
  /** From here on changes of the table are told, and rules are promoted. */
  run(onChange: (stagedRules: readonly string[]) => void): { stop(): Promise<void> };
}

const nothingStaged: RuleStaging = {
  stagedRules: [],
  run: () => ({ stop: () => Promise.resolve() }),
};

/** Brings the rule table up to date and reads what promotion needs, so that what is wrong stops the start. */
export async function openRuleStaging(
  { wishes, by, observer }: RuleStagingOptions,
  surroundings: Surroundings,
): Promise<RuleStaging> {
  const { config, rules: table, alerts, state, jobRuns, clock, env, onTrouble } = surroundings;
  const { enabled, stagingHours, cacheRefreshMinutes } = config.infrastructure.ruleStaging;
  const change = { now: clock.now(), by };
  if (!enabled) {
    const retired = retireStaging(table, { ...wishes, stagingHours }, change);
    if (retired.length > 0) observer.retired(retired);
    return nothingStaged;
  }
  const plan = promotionPlan(config);
  const senders = await digestSenders(config, env);

  observer.synced(syncRules(table, { ...wishes, stagingHours }, change));
  // The version first: what changes in between is then seen a second time, and not missed.
  const version = table.version();
  const stagedRules = stagedRulesOf(table);
  const alertsMax = alertsMaxOf(wishes.rules, config.functions.rulePromotion?.alertsMax ?? 0);
  const stores = {
    rules: table,
    alertStore: alerts,
    clock,
    alertsMaxOf: alertsMax,
    ruleFailures: state.ruleFailureCounts,
    isPromoting: plan.promote !== undefined,
  };
  const jobs = promotionJobs(plan, { stores, runs: jobRuns, senders, observer });

  return {
    stagedRules,
    run(onChange) {
      const following = followRuleTable(
        table,
        { version, staged: stagedRules },
        (found) => {
          onChange(found.staged);
          observer.changed(found);
        },
        { cacheMinutes: cacheRefreshMinutes, onTrouble },
      );
      const scheduler = startScheduler({ jobs, runs: jobRuns, clock, onTrouble });
      return {
        async stop() {
          await Promise.all([following.stop(), scheduler.stop()]);
        },
      };
    },
  };
}
