import { settleAlerts } from '../alerts/settle.ts';
import { settleArguments, settleOptions } from '../alerts/settle-options.ts';
import { defineCommand } from '../command.ts';

export const alertsResolve = defineCommand({
  name: 'alerts resolve',
  summary: 'Say that alerts are settled, here and where they were sent to',
  description: [
    'Outputs that know the word are told: incidents are resolved, tickets closed, messages marked; docs/outputs.md has',
    'the list. The running StreamAlert tells them; when none runs, the next one does. A merged alert takes its group',
    'with it. What is resolved stays resolved: the same thing happening again is a new alert.',
    '',
    'Exit status: 0 done, or done before; 1 as you said no; 2 an id is unknown. Then nothing was changed.',
  ].join('\n'),
  arguments: settleArguments,
  options: settleOptions,
  examples: [
    {
      command: 'streamalert alerts resolve 3f2a91bc --note "it was a drill"',
      explanation: 'one alert, by the first characters of its id',
    },
    {
      command: 'streamalert alerts resolve --rule okta_mfa_factors_reset --open --yes',
      explanation: 'all open alerts of a rule',
    },
  ],
  run: (given, context) => settleAlerts('resolved', given, context),
});
