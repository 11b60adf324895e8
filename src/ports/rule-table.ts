/** State of one rule in a deployment. Instants are milliseconds since 1970 UTC. */
export interface RuleState {
  readonly ruleName: string;
  /** Its alerts go to the required outputs alone. */
  readonly staged: boolean;
  /** Set once it was staged for the first time. */
  readonly stagedAt: number | null;
  readonly stagedUntil: number | null;
}

export interface RuleTable {
  /** By name. */
  list(): readonly RuleState[];
  /**
   * Brings the table to the rules that there are: new ones are added, staged unless asked not to or the table was
   * empty; those that are gone are deleted. All of it or nothing.
   */
  sync(
    rules: readonly { readonly name: string; readonly stagedUntil: number }[],
    now: number,
    newRules: 'stage' | 'live',
  ): RuleTableChange;
  /** Staging again renews the time. False: there is no such rule. */
  stage(ruleName: string, now: number, stagedUntil: number): boolean;
  unstage(ruleName: string): boolean;
}

export interface RuleTableChange {
  readonly added: readonly RuleState[];
  readonly deleted: readonly string[];
}
