import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { dataDirOption } from '../existing-state.ts';
import { toggleRules } from '../rule-staging/toggle-rules.ts';

export const ruleStagingUnstage = defineCommand({
  name: 'rule-staging unstage',
  summary: 'Make staged rules live: their alerts are delivered from now on',
  description: [
    'A running StreamAlert follows within a second. Alerts of the time before stay in the list and are not delivered.',
    '',
    'Exit status: 0 done, 1 some names are no rules (the others are live).',
  ].join('\n'),
  arguments: z.object({ rule: z.array(z.string()).min(1).describe('names of rules') }),
  options: z.object({ dataDir: dataDirOption }),
  examples: [
    { command: 'streamalert rule-staging unstage my_rule', explanation: 'it delivers from now on' },
  ],
  run: ({ rule, dataDir }, context) =>
    toggleRules(rule, dataDir, context, (table, name, change) => {
      const outcome = table.unstage(name, change);
      if (outcome === 'unknown rule') return undefined;
      return outcome === 'unstaged' ? `${name} is live` : `${name} was live already`;
    }),
});
