import { systemClock } from '../../../adapters/local/clock.ts';
import type { Lookups } from '../../../domain/lookups.ts';
import type { RuleServices } from '../../../domain/rule.ts';

/** What rules are lent in a live run. */
export const ruleServices = (lookups: Lookups): RuleServices => ({
  now: systemClock.now,
  random: (probability) => Math.random() < probability,
  lookup: lookups.lookup,
  lookupAsync: lookups.lookupAsync,
});
