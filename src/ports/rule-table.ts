/** State of one rule in a deployment. Instants are milliseconds since 1970 UTC. */
export interface RuleState {
  readonly ruleName: string;
  /** Its alerts go to the required outputs alone. */
  readonly staged: boolean;
  /** Set once it was staged for the first time. */
  readonly stagedAt: number | null;
  readonly stagedUntil: number | null;
  readonly changedAt: number;
  readonly changedBy: string;
}

/** Who changes the table, and when. */
export interface RuleChange {
  readonly now: number;
  readonly by: string;
}

/** A rule that there is, with the hours that it is watched each time it is staged. */
export interface TableRule {
  readonly name: string;
  readonly stagingHours: number;
}

export interface RuleTableSync {
  /** `live`: new rules deliver at once. Those of an empty table always do. */
  readonly newRules: 'stage' | 'live';
  /** `keep`: rules of the table that are not among the given ones stay, since some could not be loaded. */
  readonly missingRules: 'delete' | 'keep';
}

export type StageOutcome =
  /** `renewed`: it was staged already, and its time begins again. */
  | { readonly outcome: 'staged' | 'renewed'; readonly stagedUntil: number }
  | { readonly outcome: 'unknown rule' };

export type UnstageOutcome = 'unstaged' | 'was not staged' | 'unknown rule';

/** Which rules are staged. A rule without a row is not. */
export interface RuleTable {
  /** By name. */
  list(): readonly RuleState[];
  /** Another number after every change, whoever made it; cheap enough to be asked every second. */
  version(): number;
  /** Brings the table to the rules that there are. All of it or nothing. */
  sync(rules: readonly TableRule[], how: RuleTableSync, change: RuleChange): RuleTableChange;
  /** Staging again renews the time. */
  stage(ruleName: string, change: RuleChange): StageOutcome;
  /** When it was staged stays on record. */
  unstage(ruleName: string, change: RuleChange): UnstageOutcome;
  /** Unstages a rule unless somebody has changed its staging since `state` was read; false then. */
  promote(state: RuleState, change: RuleChange): boolean;
}

export interface RuleTableChange {
  readonly added: readonly RuleState[];
  readonly deleted: readonly string[];
}
