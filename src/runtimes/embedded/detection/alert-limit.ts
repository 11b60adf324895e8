import type { Rule } from '../../../domain/rule.ts';

/** Keeps count of the alerts of each rule, over all batches of a worker. */
export interface AlertLimit {
  /** Whether this alert of a rule is to be made; else it is only counted. */
  admits(rule: Rule): boolean;
}

/**
 * A rule that matches everything must not fill the memory of a report. A rule whose severity depends on the record is
 * always asked for it, since alerts below the wanted severity do not count.
 */
export function alertLimit(perRuleMax: number | undefined): AlertLimit {
  const counts = new Map<string, number>();
  return {
    admits({ name, severity }) {
      if (perRuleMax === undefined || typeof severity === 'function') return true;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return count <= perRuleMax;
    },
  };
}
