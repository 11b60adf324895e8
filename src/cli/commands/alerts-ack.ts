import { settleAlerts } from '../alerts/settle.ts';
import { settleArguments, settleOptions } from '../alerts/settle-options.ts';
import { defineCommand } from '../command.ts';

export const alertsAck = defineCommand({
  name: 'alerts ack',
  summary: 'Say that somebody looks after alerts, here and where they were sent to',
  description: [
    'Outputs that know the word are told, such as PagerDuty and VictorOps: docs/outputs.md has the list.',
    'The running StreamAlert tells them; when none runs, the next one does. A merged alert takes its group with it.',
    '',
    'Exit status: 0 done, or done before; 1 as you said no; 2 an id is unknown, or resolved. Then nothing was changed.',
  ].join('\n'),
  arguments: settleArguments,
  options: settleOptions,
  examples: [
    {
      command: 'streamalert alerts ack 3f2a91bc --note "calling the owner of the account"',
      explanation: 'one alert, by the first characters of its id',
    },
    {
      command: 'streamalert alerts ack --rule okta_mfa_factors_reset --open',
      explanation: 'all open alerts of a rule, after asking',
    },
  ],
  run: (given, context) => settleAlerts('acknowledged', given, context),
});
