import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import { isActive } from '../../domain/silence.ts';
import { silenceJson, silenceLines } from '../alerts/silence-words.ts';
import { counted, jsonText } from '../alerts/words.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';
import { painter } from '../paint.ts';

export const alertsSilences = defineCommand({
  name: 'alerts silences',
  summary: 'The silences in force: what they mute, why, until when, and how much they muted',
  options: z.object({
    all: z.boolean().default(false).describe('those that are over as well'),
    dataDir: dataDirOption,
    json: z.boolean().default(false).describe('print JSON for other programs'),
  }),
  examples: [
    { command: 'streamalert alerts silences', explanation: 'what is muted now' },
    { command: 'streamalert alerts silences --all --json', explanation: 'all there ever were' },
  ],
  run({ all, dataDir, json }, { cwd, terminal }) {
    const { alerts, close } = existingState(cwd, dataDir);
    try {
      const now = systemClock.now();
      const every = alerts.silences();
      const listed = every.filter(({ silence }) => all || isActive(silence, now));
      if (json) {
        terminal.print(jsonText(listed.map((each) => silenceJson(each, now))));
        return 0;
      }
      const paint = painter(terminal.color);
      for (const each of listed) terminal.print(silenceLines(each, now, paint).join('\n'));
      if (listed.length === 0) terminal.print('  no silence is in force');
      const over = every.length - listed.length;
      if (over > 0) {
        terminal.print(paint(`  ${counted(over, 'silence')} over: see them with --all`, 'dim'));
      }
      return 0;
    } finally {
      close();
    }
  },
});
