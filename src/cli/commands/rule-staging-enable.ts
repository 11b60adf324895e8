import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { requireProject } from '../project.ts';
import { usageError } from '../report-error.ts';
import { setRuleStaging } from '../rule-staging/set-rule-staging.ts';
import { booleanText } from '../rule-staging/table-text.ts';

export const ruleStagingEnable = defineCommand({
  name: 'rule-staging enable',
  summary: 'Turn rule staging on or off in conf/global.json',
  description: [
    'With staging on, rules that come new deliver nothing for a while: their alerts are kept and listed, so that',
    'somebody sees how loud they are. Takes effect with the next start; other content of the file stays as it is.',
  ].join('\n'),
  options: z.object({
    true: z.boolean().default(false).describe('turn it on').meta({ short: 't' }),
    false: z.boolean().default(false).describe('turn it off').meta({ short: 'f' }),
  }),
  examples: [
    { command: 'streamalert rule-staging enable --true', explanation: 'on, from the next start' },
  ],
  async run(given, context) {
    if (given.true === given.false) {
      const what = given.true
        ? '--true and --false exclude each other'
        : '--true or --false is missing';
      throw usageError(what, 'Write one of them: streamalert rule-staging enable --true');
    }
    const { configDir } = requireProject(context);
    const { file, outcome } = await setRuleStaging(context.cwd, configDir, given.true);
    const note = outcome === 'changed' ? '' : ', as it was';
    context.terminal.print(`rule_staging.enabled: ${booleanText(given.true)}   (${file}${note})`);
    if (outcome === 'changed') {
      context.terminal.error(
        given.true
          ? '  From the next start on: rules that are there are entered as live, later ones are staged until somebody unstages\n  them, or until they were quiet for long enough: rule_promotion_config in lambda.json, see docs/staging.md'
          : '  From the next start on every rule delivers.',
      );
    }
    return 0;
  },
});
