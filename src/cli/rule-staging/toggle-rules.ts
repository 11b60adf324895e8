import type { RuleChange, RuleTable } from '../../ports/rule-table.ts';
import type { CommandContext } from '../command.ts';
import { existingRuleTable } from './existing-table.ts';
import { operatorName } from './operator.ts';
import { unknownRuleText } from './words.ts';

/** Changes one rule and says what happened; undefined: there is no such rule. */
export type Toggle = (table: RuleTable, ruleName: string, change: RuleChange) => string | undefined;

/** Does it for each rule. Unknown ones are named, and the others are changed all the same; 1 when there were some. */
export function toggleRules(
  ruleNames: readonly string[],
  dataDir: string,
  { terminal, cwd, env }: Pick<CommandContext, 'terminal' | 'cwd' | 'env'>,
  toggle: Toggle,
): number {
  const { rules, close } = existingRuleTable(cwd, dataDir);
  try {
    const known = rules.list().map(({ ruleName }) => ruleName);
    let isWhole = true;
    for (const ruleName of new Set(ruleNames)) {
      const said = toggle(rules, ruleName, { now: Date.now(), by: operatorName(env) });
      if (said !== undefined) terminal.print(`  ${said}`);
      else {
        isWhole = false;
        terminal.error(`streamalert: ${unknownRuleText(ruleName, known)}`);
      }
    }
    if (!isWhole) {
      terminal.error(
        known.length === 0
          ? '  The rule table is empty: it is filled when StreamAlert starts with rule staging on.'
          : '  All rules: streamalert rule-staging status. New ones are entered when StreamAlert starts.',
      );
    }
    return isWhole ? 0 : 1;
  } finally {
    close();
  }
}
