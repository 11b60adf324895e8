import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import type { AlertStore, StoredAlert } from '../../ports/alert-store.ts';
import {
  type DeadLetters,
  deadLetterOptions,
  deadLetters,
  deadLettersText,
  isDead,
  noneText,
} from '../alerts/dead-letters.ts';
import { headLine } from '../alerts/list-lines.ts';
import { deliveryWords, jsonText } from '../alerts/words.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';
import { painter } from '../paint.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import type { Terminal } from '../terminal.ts';

export const alertsDeadLetterList = defineCommand({
  name: 'alerts dead-letter list',
  summary: 'Alerts that an output did not take and that are not tried any more, with the reason',
  description: [
    'An output that refuses an alert for good, or does not take it for a day (give_up_after_hours in conf/lambda.json),',
    'does not get it any more. The alert is kept, and can be sent again once the cause is mended.',
  ].join('\n'),
  options: z.object({
    ...deadLetterOptions,
    limit: z
      .int()
      .min(1)
      .max(100_000)
      .default(20)
      .describe('of how many alerts')
      .meta({ short: 'n' }),
    dataDir: dataDirOption,
    json: z.boolean().default(false).describe('print JSON for other programs'),
  }),
  examples: [
    { command: 'streamalert alerts dead-letter list', explanation: 'of all outputs' },
    {
      command: 'streamalert alerts dead-letter list --output slack:soc --json',
      explanation: 'of one output, for a program',
    },
  ],
  run({ limit, dataDir, json, ...which }, { cwd, terminal }) {
    const { alerts, close } = existingState(cwd, dataDir);
    try {
      const dead = deadLetters(alerts, which);
      const listed = alertsOf(alerts, dead, limit);
      if (json) terminal.print(asJson(dead, listed));
      else if (dead.total === 0) terminal.print(noneText(dead));
      else print(dead, listed, terminal);
      return 0;
    } finally {
      close();
    }
  },
});

function alertsOf(
  alerts: AlertStore,
  { selection: { alertId, output } }: DeadLetters,
  limit: number,
): readonly StoredAlert[] {
  const one = alertId === undefined ? undefined : alerts.get(alertId);
  const listed =
    alertId === undefined
      ? alerts.list({ state: 'given up', limit, ...(output !== undefined && { output }) })
      : one === undefined
        ? []
        : [one];
  return listed
    .map((stored) => ({
      ...stored,
      deliveries: stored.deliveries.filter(
        (status) => isDead(status) && (output === undefined || status.output === output),
      ),
    }))
    .filter(({ deliveries }) => deliveries.length > 0);
}

function print(dead: DeadLetters, listed: readonly StoredAlert[], terminal: Terminal) {
  const paint = painter(terminal.color);
  const now = systemClock.now();
  const lines = listed.flatMap((stored) => [
    headLine(stored, { paint, terminal, now }),
    ...stored.deliveries.map(
      (status) => `                 ${cell(status.output)}  ${deliveryWords(status, now)}`,
    ),
  ]);
  terminal.print([`  ${paint(deadLettersText(dead), 'bold')}`, '', ...lines].join('\n'));
  const shown = listed.reduce((sum, { deliveries }) => sum + deliveries.length, 0);
  if (shown < dead.total) terminal.print('  and more: see them with --limit');
  const [output = 'slack:soc'] = dead.byOutput.keys();
  const next = (what: string, how: string) =>
    `    ${what.padEnd(18)} streamalert alerts dead-letter ${how} --output ${cell(output)}`;
  terminal.print(
    [
      '',
      `  ${paint('Next', 'bold')}`,
      next('send them again', 'retry'),
      next('never send them', 'drop'),
    ].join('\n'),
  );
}

const asJson = (dead: DeadLetters, listed: readonly StoredAlert[]): string =>
  jsonText({
    dead_letters: dead.total,
    by_output: Object.fromEntries(dead.byOutput),
    alerts: listed,
  });
