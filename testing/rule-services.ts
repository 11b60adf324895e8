import { noLookups } from '../src/domain/lookups.ts';
import type { RuleServices } from '../src/domain/rule.ts';

/** A clock that stands still, luck that always holds, and no tables. */
export const testServices = (changes: Partial<RuleServices> = {}): RuleServices => ({
  now: () => 0,
  random: () => true,
  ...noLookups,
  ...changes,
});
