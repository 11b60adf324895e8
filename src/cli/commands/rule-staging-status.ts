import { z } from 'zod';
import { checkedConfig } from '../checked-project.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption } from '../existing-state.ts';
import { resolveProject } from '../project.ts';
import { existingRuleTable } from '../rule-staging/existing-table.ts';
import { stateJson, tableText } from '../rule-staging/table-text.ts';

export const ruleStagingStatus = defineCommand({
  name: 'rule-staging status',
  summary: 'Which rules are staged: their alerts are kept and not delivered',
  description:
    'Shows the rule table of the embedded runtime, running or not, rules in the order of their names.',
  options: z.object({
    verbose: z
      .boolean()
      .default(false)
      .describe('when each rule was staged, until when, and who changed it')
      .meta({ short: 'v' }),
    dataDir: dataDirOption,
    json: z.boolean().default(false).describe('print JSON for other programs'),
  }),
  examples: [
    { command: 'streamalert rule-staging status', explanation: 'all rules' },
    { command: 'streamalert rule-staging status --verbose', explanation: 'with times' },
  ],
  async run({ verbose, dataDir, json }, context) {
    const { terminal, cwd } = context;
    const { rules, close } = existingRuleTable(cwd, dataDir);
    try {
      const { infrastructure } = await checkedConfig(resolveProject(context));
      const { enabled } = infrastructure.ruleStaging;
      const states = rules.list();
      if (json) {
        terminal.print(JSON.stringify({ enabled, rules: states.map(stateJson) }, null, 2));
        return 0;
      }
      terminal.print(tableText(states, { verbose }));
      if (!enabled) {
        terminal.error(
          'Rule staging is off: every rule delivers. Turn it on: streamalert rule-staging enable --true',
        );
      }
      return 0;
    } finally {
      close();
    }
  },
});
