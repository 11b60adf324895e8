import { defineCommand } from '../command.ts';
import { switchOptions, switchThreatIntel } from '../threat-intel/switch.ts';

export const threatIntelDisable = defineCommand({
  name: 'threat-intel disable',
  summary: 'Do not look up records in threat intelligence any more',
  description:
    'Sets "enabled" in conf/threat_intel.json and leaves the rest, and all indicators, as they are.',
  options: switchOptions,
  examples: [
    { command: 'streamalert threat-intel disable', explanation: 'off; nothing is removed' },
  ],
  run: (given, context) => switchThreatIntel(false, given, context),
});
