import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import {
  deadLetterOptions,
  deadLetters,
  deadLettersText,
  noneText,
} from '../alerts/dead-letters.ts';
import { runningProcess, whenDone } from '../alerts/runtime-words.ts';
import { jsonText } from '../alerts/words.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';

export const alertsDeadLetterRetry = defineCommand({
  name: 'alerts dead-letter retry',
  summary: 'Send alerts again that were given up, once the cause is mended',
  description: [
    'Each is tried as if it were new. What an output has already is not sent to it again.',
    '',
    'Exit status: 0 they wait to be sent, 1 there is no such dead letter.',
  ].join('\n'),
  options: z.object({
    ...deadLetterOptions,
    dataDir: dataDirOption,
    json: z.boolean().default(false).describe('print JSON for other programs'),
  }),
  examples: [
    {
      command: 'streamalert alerts dead-letter retry --output slack:soc',
      explanation: 'all of one output',
    },
    {
      command: 'streamalert alerts dead-letter retry --id 3f2a91bc',
      explanation: 'all of one alert',
    },
  ],
  run({ dataDir, json, ...which }, { cwd, terminal }) {
    const { alerts, close } = existingState(cwd, dataDir);
    try {
      const dead = deadLetters(alerts, which);
      const retried = alerts.retry({ state: 'given up', ...dead.selection }, systemClock.now());
      if (json) {
        terminal.print(
          jsonText({ retried, is_running: runningProcess(cwd, dataDir) !== undefined }),
        );
        return retried > 0 ? 0 : 1;
      }
      if (retried === 0) {
        terminal.print(noneText(dead));
        return 1;
      }
      terminal.print(`  ${deadLettersText(dead)} to be sent again.`);
      terminal.print(`  ${whenDone(cwd, dataDir, 'sent')}`);
      return 0;
    } finally {
      close();
    }
  },
});
