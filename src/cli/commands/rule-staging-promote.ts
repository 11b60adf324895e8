import { z } from 'zod';
import { runRulePromotion } from '../../stages/rule-promotion/rule-promotion.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption } from '../existing-state.ts';
import { existingRuleTable } from '../rule-staging/existing-table.ts';
import { promotionStores } from '../rule-staging/promotion-stores.ts';
import { stagedRuleJson, verdictText } from '../rule-staging/verdict-text.ts';

export const ruleStagingPromote = defineCommand({
  name: 'rule-staging promote',
  summary: 'Make rules live whose staging time is over without too many alerts, now',
  description: [
    'A running StreamAlert does this by itself as rule_promotion_config.schedule_expression says. A rule is promoted',
    'when its time is over and it raised no more alerts since it was staged than `promotion.alertsMax` of the rule',
    'says, else `alerts_max` of the configuration (0 when neither says anything).',
  ].join('\n'),
  options: z.object({
    dryRun: z.boolean().default(false).describe('say what would happen and change nothing'),
    dataDir: dataDirOption,
    json: z.boolean().default(false).describe('print JSON for other programs'),
  }),
  examples: [
    {
      command: 'streamalert rule-staging promote --dry-run',
      explanation: 'who is ready, and who not',
    },
  ],
  async run({ dryRun, dataDir, json }, context) {
    const { terminal, cwd } = context;
    const { close, ...state } = existingRuleTable(cwd, dataDir);
    try {
      const stores = await promotionStores(state, context);
      const mode = dryRun ? 'dry run' : 'commit';
      const { staged, promoted, now } = await runRulePromotion(stores, mode);
      if (json) {
        const rules = staged.map((rule) => stagedRuleJson(rule));
        terminal.print(JSON.stringify({ dry_run: dryRun, promoted, rules }, null, 2));
        return 0;
      }
      if (staged.length === 0) terminal.print('  No rule is staged.');
      for (const rule of staged) {
        const isPromoted = promoted.includes(rule.state.ruleName);
        terminal.print(`  ${verdictText(rule, { now, isPromoted })}`);
      }
      return 0;
    } finally {
      close();
    }
  },
});
