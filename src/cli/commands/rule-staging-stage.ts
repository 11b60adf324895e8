import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { dataDirOption } from '../existing-state.ts';
import { toggleRules } from '../rule-staging/toggle-rules.ts';
import { untilText } from '../rule-staging/words.ts';

export const ruleStagingStage = defineCommand({
  name: 'rule-staging stage',
  summary: 'Stage rules: their alerts are kept and listed, and not delivered',
  description: [
    'A running StreamAlert follows within a second. The time begins now, for a rule that is staged already as well; it',
    'is as long as `promotion.afterHours` of the rule says, else `staging_hours` of the configuration.',
    '',
    'Exit status: 0 done, 1 some names are no rules (the others are staged).',
  ].join('\n'),
  arguments: z.object({ rule: z.array(z.string()).min(1).describe('names of rules') }),
  options: z.object({ dataDir: dataDirOption }),
  examples: [
    { command: 'streamalert rule-staging stage my_noisy_rule', explanation: 'it delivers no more' },
  ],
  run: ({ rule, dataDir }, context) =>
    toggleRules(rule, dataDir, context, (table, name, change) => {
      const staging = table.stage(name, change);
      if (staging.outcome === 'unknown rule') return undefined;
      const until = untilText(staging.stagedUntil);
      return staging.outcome === 'staged'
        ? `${name} is staged until ${until}`
        : `${name} was staged already; its time begins anew and ends ${until}`;
    }),
});
