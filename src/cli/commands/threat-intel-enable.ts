import { defineCommand } from '../command.ts';
import { switchOptions, switchThreatIntel } from '../threat-intel/switch.ts';

export const threatIntelEnable = defineCommand({
  name: 'threat-intel enable',
  summary: 'Look up records in threat intelligence',
  description: [
    'Sets "enabled" in conf/threat_intel.json and leaves the rest as it is. A cluster opts in by itself, with',
    '"enable_threat_intel": true in its file.',
  ].join('\n'),
  options: switchOptions,
  examples: [
    { command: 'streamalert threat-intel enable', explanation: 'on, with the table that is named' },
    {
      command: 'streamalert threat-intel enable --dynamodb-table acme_indicators',
      explanation: 'with another table, for a deployment on AWS',
    },
  ],
  run: (given, context) => switchThreatIntel(true, given, context),
});
