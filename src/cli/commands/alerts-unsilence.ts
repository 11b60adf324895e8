import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import { isActive } from '../../domain/silence.ts';
import { findSilence } from '../alerts/find-silence.ts';
import { matcherText, silenceState } from '../alerts/silence-words.ts';
import { counted } from '../alerts/words.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';

export const alertsUnsilence = defineCommand({
  name: 'alerts unsilence',
  summary: 'End a silence now: what is raised from here on is sent again',
  description: [
    'What it muted stays kept and is not sent. A running StreamAlert follows at once.',
    '',
    'Exit status: 0 it was ended, 1 it was over already, 2 there is no such silence.',
  ].join('\n'),
  arguments: z.object({
    id: z.string().min(1).describe('its id, or the first characters of it'),
  }),
  options: z.object({ dataDir: dataDirOption }),
  examples: [
    {
      command: 'streamalert alerts unsilence 5e1f',
      explanation: 'by the first characters of its id',
    },
  ],
  run({ id, dataDir }, { cwd, terminal }) {
    const { alerts, close } = existingState(cwd, dataDir);
    try {
      const now = systemClock.now();
      const { silence, muted } = findSilence(alerts, id);
      if (!isActive(silence, now) || !alerts.endSilence(silence.id, now)) {
        terminal.error(`  ${cell(silence.id)} is over already: ${silenceState(silence, now)}`);
        return 1;
      }
      terminal.print(`  ${cell(silence.id)} is over: ${matcherText(silence.matcher)}`);
      if (muted > 0) {
        const see = `streamalert alerts silences show ${cell(silence.id)}`;
        terminal.print(`  It muted ${counted(muted, 'alert')}, which are not sent now: ${see}`);
      }
      return 0;
    } finally {
      close();
    }
  },
});
