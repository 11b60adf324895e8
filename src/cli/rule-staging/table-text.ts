import { instantText } from '../../domain/instant.ts';
import type { RuleState } from '../../ports/rule-table.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';

/** The digits of the largest number, and blanks before it. */
const indexWidthMin = 3;
const gap = '   ';

/** The rule table as the original prints it: `  1: rule_001   False`. */
export function tableText(states: readonly RuleState[], { verbose }: { verbose: boolean }): string {
  if (states.length === 0) return 'Rule table is empty';
  const names = states.map(({ ruleName }) => cell(ruleName));
  const nameWidth = Math.max(...names.map((name) => name.length));
  const indexWidth = Math.max(indexWidthMin, String(states.length).length);
  const lines = states.flatMap((state, index) => [
    `${String(index + 1).padStart(indexWidth)}: ${(names[index] ?? '').padEnd(nameWidth)}${gap}${booleanText(state.staged)}`,
    ...(verbose ? attributesOf(state).map(([name, value]) => ` - ${name}: ${value}`) : []),
  ]);
  return [`${'Rule'.padEnd(indexWidth + 2 + nameWidth)}${gap}Staged?`, ...lines].join('\n');
}

export const booleanText = (value: boolean): string => (value ? 'True' : 'False');

function attributesOf({
  stagedAt,
  stagedUntil,
  changedAt,
  changedBy,
}: RuleState): readonly (readonly [string, string])[] {
  return [
    ...(stagedAt === null ? [] : [['StagedAt', instantText(stagedAt)] as const]),
    ...(stagedUntil === null ? [] : [['StagedUntil', instantText(stagedUntil)] as const]),
    ['ChangedAt', instantText(changedAt)],
    ['ChangedBy', cell(changedBy)],
  ];
}

/** The same for programs. */
export function stateJson({ ruleName, staged, stagedAt, stagedUntil, ...change }: RuleState) {
  const { changedAt, changedBy } = change;
  const instant = (at: number | null) => (at === null ? null : instantText(at));
  return {
    rule_name: ruleName,
    staged,
    staged_at: instant(stagedAt),
    staged_until: instant(stagedUntil),
    changed_at: instant(changedAt),
    changed_by: changedBy,
  };
}
