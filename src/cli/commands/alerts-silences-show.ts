import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import { findSilence } from '../alerts/find-silence.ts';
import { headLine } from '../alerts/list-lines.ts';
import { silenceJson, silenceLines } from '../alerts/silence-words.ts';
import { jsonText } from '../alerts/words.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';
import { painter } from '../paint.ts';

export const alertsSilencesShow = defineCommand({
  name: 'alerts silences show',
  summary: 'One silence and the alerts it muted, newest first',
  arguments: z.object({
    id: z.string().min(1).describe('its id, or the first characters of it'),
  }),
  options: z.object({
    limit: z.int().min(1).max(10_000).default(20).describe('how many alerts').meta({ short: 'n' }),
    dataDir: dataDirOption,
    json: z.boolean().default(false).describe('print JSON for other programs'),
  }),
  examples: [{ command: 'streamalert alerts silences show 5e1f', explanation: 'what it muted' }],
  run({ id, limit, dataDir, json }, { cwd, terminal }) {
    const { alerts, close } = existingState(cwd, dataDir);
    try {
      const now = systemClock.now();
      const found = findSilence(alerts, id);
      const muted = alerts.mutedBy(found.silence.id, limit);
      if (json) {
        terminal.print(jsonText({ ...silenceJson(found, now), alerts: muted }));
        return 0;
      }
      const paint = painter(terminal.color);
      const lines = muted.flatMap((alert) => {
        const stored = alerts.get(alert.id);
        return stored === undefined ? [] : [headLine(stored, { paint, terminal, now })];
      });
      terminal.print([...silenceLines(found, now, paint), '', ...lines].join('\n').trimEnd());
      if (found.muted > lines.length) terminal.print('  and more: see them with --limit');
      return 0;
    } finally {
      close();
    }
  },
});
