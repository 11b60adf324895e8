import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import { alertDetails } from '../alerts/details.ts';
import { findAlert } from '../alerts/find-alert.ts';
import { shownAlert, type ShownAlert } from '../alerts/shown-alert.ts';
import { jsonText } from '../alerts/words.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';
import { painter } from '../paint.ts';

/** A screen full, with what stands above it. */
const linesMaxDefault = 60;

export const alertsShow = defineCommand({
  name: 'alerts show',
  summary: 'One alert: what happened, where it was sent, who looks after it, the record',
  description: [
    'A very large record is shortened where it is stored and sent, and the whole is kept beside it: --whole shows it.',
  ].join('\n'),
  arguments: z.object({
    id: z
      .string()
      .min(1)
      .describe('its id, or the first characters of it, as alerts list shows it'),
  }),
  options: z.object({
    dataDir: dataDirOption,
    whole: z.boolean().default(false).describe('all of it, however long, as it was raised'),
    json: z.boolean().default(false).describe('print JSON for other programs'),
  }),
  examples: [
    {
      command: 'streamalert alerts show 3f2a91bc',
      explanation: 'by the first characters of its id',
    },
    {
      command: 'streamalert alerts show 3f2a91bc --whole --json',
      explanation: 'all of it, for a program',
    },
  ],
  run({ id, dataDir, whole, json }, { cwd, terminal }) {
    const { alerts, close } = existingState(cwd, dataDir);
    try {
      const shown = shownAlert(alerts, findAlert(alerts, id), whole);
      if (json) {
        terminal.print(asJson(shown));
        return 0;
      }
      // Who pipes it on wants all of it.
      const linesMax =
        whole || !terminal.isInteractive ? Number.POSITIVE_INFINITY : linesMaxDefault;
      const showing = { paint: painter(terminal.color), now: systemClock.now(), linesMax };
      terminal.print(alertDetails(shown, showing).join('\n'));
      return 0;
    } finally {
      close();
    }
  },
});

const asJson = ({ stored, alert, silence, group }: ShownAlert): string =>
  jsonText({
    ...stored,
    alert,
    silence: silence?.silence ?? null,
    group:
      group === undefined
        ? null
        : {
            first: group.first?.alert.id ?? alert.id,
            merged: group.merged?.alert.id ?? alert.id,
            members: group.members.map((member) => member.alert.id),
          },
  });
