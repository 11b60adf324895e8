import type { AlertDetails } from './alert-details.ts';
import type { StagedRule } from './judge-staged-rules.ts';

/** What a digest is made of. */
export interface DigestContent {
  readonly staged: readonly StagedRule[];
  /** Rules that promotion made live lately, and since when that is. */
  readonly promoted: { readonly ruleNames: readonly string[]; readonly since: number };
  readonly now: number;
  /** Whether rules go live by themselves. */
  readonly isPromoting: boolean;
  readonly details: ReadonlyMap<string, AlertDetails>;
  /** The command, or the address, at which the alerts of a rule can be seen. */
  alertInfo(ruleName: string): string;
}
