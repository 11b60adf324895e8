import { z } from 'zod';
import { isConfirmed } from '../alerts/confirm.ts';
import {
  deadLetterOptions,
  deadLetters,
  deadLettersText,
  noneText,
} from '../alerts/dead-letters.ts';
import { counted, jsonText } from '../alerts/words.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';

export const alertsDeadLetterDrop = defineCommand({
  name: 'alerts dead-letter drop',
  summary: 'Say that alerts that were given up shall never be sent; the alerts themselves stay',
  description: [
    'It asks before, and cannot be undone. The alerts stay listed, with these deliveries as dropped.',
    '',
    'Exit status: 0 they are dropped, 1 there is no such dead letter, or as you said no.',
  ].join('\n'),
  options: z.object({
    ...deadLetterOptions,
    yes: z.boolean().default(false).describe('do not ask').meta({ short: 'y' }),
    dataDir: dataDirOption,
    json: z.boolean().default(false).describe('print JSON for other programs'),
  }),
  examples: [
    {
      command: 'streamalert alerts dead-letter drop --output slack:former',
      explanation: 'all of an output that is no more, after asking',
    },
    {
      command: 'streamalert alerts dead-letter drop --id 3f2a91bc --yes',
      explanation: 'all of one alert, without asking',
    },
  ],
  async run({ dataDir, yes, json, ...which }, { cwd, terminal }) {
    const { alerts, close } = existingState(cwd, dataDir);
    try {
      const dead = deadLetters(alerts, which);
      if (dead.total === 0) {
        terminal.print(json ? jsonText({ dropped: 0 }) : noneText(dead));
        return 1;
      }
      const question = `Drop ${deadLettersText(dead)} for good?`;
      if (!(await isConfirmed({ question, yes }, terminal))) return 1;

      const dropped = alerts.drop(dead.selection);
      terminal.print(
        json
          ? jsonText({ dropped })
          : `  ${counted(dropped, 'dead letter')} dropped. The alerts are still in: streamalert alerts list --state dropped`,
      );
      return 0;
    } finally {
      close();
    }
  },
});
