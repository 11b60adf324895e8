import type { Alert } from '../../domain/alert.ts';
import type { Flood, FloodGuard } from '../../domain/flood.ts';
import type { Rule } from '../../domain/rule.ts';
import { floodAlert } from '../../stages/rules-engine/flood-alert.ts';

/** Alerts of one rule and source in one hour that are sent where nobody says how many. */
export const alertsPerRuleAndHourDefault = 1000;

/** Kept for each one that is sent: enough to see what it was about, and no more than a disk holds. */
const keptPerSent = 10;

/** Lets through as many alerts as a rule says itself, else as the configuration says for all. */
export function floodGuard(
  rules: readonly Pick<Rule, 'name' | 'maxAlertsPerHour'>[],
  {
    alertsPerRuleAndHour = alertsPerRuleAndHourDefault,
    requiredOutputs,
  }: {
    readonly alertsPerRuleAndHour: number | undefined;
    readonly requiredOutputs: readonly string[];
  },
): FloodGuard {
  const own = new Map(
    rules.flatMap(({ name, maxAlertsPerHour }) =>
      maxAlertsPerHour === undefined ? [] : [[name, maxAlertsPerHour]],
    ),
  );
  return {
    limitOf: (ruleName) => own.get(ruleName) ?? alertsPerRuleAndHour,
    keptMax: (limit) => limit * keptPerSent,
    held: (alert): Alert => ({
      ...alert,
      outputs: requiredOutputs,
      publishers: {},
      mergeBy: null,
      isHeldBack: true,
    }),
    begun: (flood: Flood, now) => floodAlert(flood, 'begun', now),
    over: (flood: Flood, now) => floodAlert(flood, 'over', now),
  };
}
