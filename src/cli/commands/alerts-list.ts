import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import type { StoredAlert } from '../../ports/alert-store.ts';
import { alertLines, withoutFirstOfGroups } from '../alerts/list-lines.ts';
import { alertFilter, alertFilterOptions, isOfMembers } from '../alerts/options.ts';
import { jsonText } from '../alerts/words.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';
import { painter } from '../paint.ts';
import type { Terminal } from '../terminal.ts';

export const alertsList = defineCommand({
  name: 'alerts list',
  summary: 'Alerts and how far each has come with its outputs, newest first',
  description: [
    'Alerts that were merged are one line, with how many it stands for. The id at the left is enough for all other',
    'commands. Works while StreamAlert runs, and when it does not.',
  ].join('\n'),
  options: z.object({
    dataDir: dataDirOption,
    limit: z.int().min(1).max(100_000).default(20).describe('how many').meta({ short: 'n' }),
    ...alertFilterOptions,
    members: z
      .boolean()
      .default(false)
      .describe('alerts that are part of a merged one as well; --json always has them'),
    json: z.boolean().default(false).describe('print JSON for other programs, with records'),
  }),
  examples: [
    { command: 'streamalert alerts list', explanation: 'the newest twenty' },
    {
      command: 'streamalert alerts list --open --severity critical high --since 12h',
      explanation: 'what a new shift has to look at',
    },
    {
      command: 'streamalert alerts list --state waiting --output slack:soc',
      explanation: 'what does not get through to one output',
    },
  ],
  run({ dataDir, limit, members, json, ...filter }, { cwd, terminal }) {
    const { alerts, close } = existingState(cwd, dataDir);
    try {
      const isFlat = json || members || isOfMembers(filter.state);
      const query = { ...alertFilter(filter), ...(!isFlat && { mergedInto: null }) };
      if (json) {
        printJson(alerts.list({ ...query, limit }), terminal);
        return 0;
      }
      // A group may take two places of the list, and one more tells whether there are more.
      const found = alerts.list({ ...query, limit: isFlat ? limit + 1 : 2 * limit + 1 });
      const lines = isFlat ? found : withoutFirstOfGroups(found);
      printList(lines.slice(0, limit), lines.length > limit, terminal);
      return 0;
    } finally {
      close();
    }
  },
});

/** Piece by piece: all of it may be more than one text can hold. */
function printJson(listed: readonly StoredAlert[], terminal: Terminal) {
  if (listed.length === 0) return terminal.print('[]');
  terminal.print('[');
  for (const [index, stored] of listed.entries()) {
    terminal.print(`${jsonText(stored)}${index < listed.length - 1 ? ',' : ''}`);
  }
  terminal.print(']');
}

function printList(listed: readonly StoredAlert[], isMore: boolean, terminal: Terminal) {
  const listing = { paint: painter(terminal.color), terminal, now: systemClock.now() };
  if (listed.length === 0) return terminal.print('  no alerts');
  // Many lines at once: a call for each would take longer than to find them.
  terminal.print(listed.flatMap((stored) => alertLines(stored, listing)).join('\n'));
  if (isMore) terminal.print('  and more: see them with --limit');
}
