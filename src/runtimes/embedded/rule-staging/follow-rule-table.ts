import type { RuleTable } from '../../../ports/rule-table.ts';
import { repeating } from '../repeating.ts';
import { stagedRulesOf } from './sync-rules.ts';

/** Asking for the version is one page of the state; a change of another process shows after this at the latest. */
const checkMilliseconds = 1_000;

export interface StagingChange {
  readonly staged: readonly string[];
  /** Staged before and live now. */
  readonly becameLive: readonly string[];
  readonly becameStaged: readonly string[];
}

/** Tells whenever other rules are staged than before, whoever changed the table. */
export function followRuleTable(
  table: Pick<RuleTable, 'list' | 'version'>,
  known: { readonly version: number; readonly staged: readonly string[] },
  onChange: (change: StagingChange) => void,
  { cacheMinutes, onTrouble }: { cacheMinutes: number; onTrouble: (error: unknown) => void },
): { stop(): Promise<void> } {
  let { version } = known;
  let before = new Set(known.staged);
  const check = async () => {
    const current = table.version();
    if (current === version) return;
    const staged = stagedRulesOf(table);
    const now = new Set(staged);
    const becameLive = [...before].filter((name) => !now.has(name));
    const becameStaged = staged.filter((name) => !before.has(name));
    before = now;
    version = current;
    if (becameLive.length + becameStaged.length === 0) return;
    onChange({ staged, becameLive, becameStaged });
  };
  const cached = cacheMinutes * 60_000;
  const milliseconds = cached > 0 ? Math.min(checkMilliseconds, cached) : checkMilliseconds;
  return repeating(milliseconds, check, onTrouble);
}
