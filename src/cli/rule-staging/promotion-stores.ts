import { systemClock } from '../../adapters/local/clock.ts';
import type { OpenState } from '../../adapters/local/sqlite/open-state.ts';
import type { Config } from '../../config/config.ts';
import type { StagingStores } from '../../runtimes/embedded/rule-staging/current-digest.ts';
import { promotionPlan } from '../../runtimes/embedded/rule-staging/promotion-jobs.ts';
import { alertsMaxOf } from '../../runtimes/embedded/rule-staging/sync-rules.ts';
import { checkedConfig, checkedContent, locationsOf } from '../checked-project.ts';
import type { CommandContext } from '../command.ts';
import { resolveProject } from '../project.ts';

/** What promotion and digest look at, with the thresholds that the rules of the project name. */
export async function promotionStores(
  { rules, alerts, state }: Pick<OpenState, 'rules' | 'alerts' | 'state'>,
  context: CommandContext,
): Promise<StagingStores & { readonly config: Config }> {
  const project = resolveProject(context);
  const config = await checkedConfig(project);
  const content = await checkedContent(locationsOf(project), config, context);
  const alertsMax = config.functions.rulePromotion?.alertsMax ?? 0;
  return {
    config,
    rules,
    alertStore: alerts,
    clock: systemClock,
    alertsMaxOf: alertsMaxOf(content.rules, alertsMax),
    ruleFailures: state.ruleFailureCounts,
    isPromoting: promotionPlan(config).promote !== undefined,
  };
}
