import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { runningProcess, whenDone } from '../alerts/runtime-words.ts';
import { counted, jsonText } from '../alerts/words.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';
import { usageError } from '../report-error.ts';

export const alertsRetry = defineCommand({
  name: 'alerts retry',
  summary: 'Try again now what waits for an output, once it is mended',
  description: [
    'What an output does not take is tried again by itself, after longer and longer times. This makes all of it due',
    'now. For what was given up: streamalert alerts dead-letter retry',
    '',
    'Exit status: 0 it is due, 1 nothing waits there.',
  ].join('\n'),
  options: z.object({
    output: z
      .string()
      .min(1)
      .optional()
      .describe('what waits for this output')
      .meta({ value: 'service:descriptor' }),
    all: z.boolean().default(false).describe('what waits for any output'),
    dataDir: dataDirOption,
    json: z.boolean().default(false).describe('print JSON for other programs'),
  }),
  examples: [
    { command: 'streamalert alerts retry --output slack:soc', explanation: 'after a new webhook' },
    { command: 'streamalert alerts retry --all', explanation: 'after the network was down' },
  ],
  run({ output, all, dataDir, json }, { cwd, terminal }) {
    if ((output === undefined) === !all) {
      throw usageError(
        all ? '--output and --all exclude each other' : 'no output is named',
        'Name one, such as --output slack:soc, or say --all.',
      );
    }
    const { alerts, close } = existingState(cwd, dataDir);
    try {
      const selection = { state: 'waiting', ...(output !== undefined && { output }) } as const;
      const retried = alerts.retry(selection, systemClock.now());
      if (json) {
        terminal.print(
          jsonText({ retried, is_running: runningProcess(cwd, dataDir) !== undefined }),
        );
      } else if (retried === 0) {
        terminal.print(`  ${nothingWaits(alerts, output)}`);
      } else {
        const where = output === undefined ? '' : ` for ${cell(output)}`;
        terminal.print(`  ${counted(retried, 'delivery').replace(/ys$/, 'ies')}${where} due now.`);
        terminal.print(`  ${whenDone(cwd, dataDir, 'sent')}`);
      }
      return retried > 0 ? 0 : 1;
    } finally {
      close();
    }
  },
});

function nothingWaits(alerts: AlertStore, output: string | undefined): string {
  if (output === undefined) return 'Nothing waits for any output.';
  const backlogs = alerts.backlogs();
  const given = backlogs.find((each) => each.output === output)?.givenUp ?? 0;
  if (given > 0) {
    return `Nothing waits for ${cell(output)}, and ${counted(given, 'dead letter')}: streamalert alerts dead-letter retry --output ${cell(output)}`;
  }
  const meant = nearestName(output, alerts.waitingOutputs());
  const hint = meant === undefined ? '' : ` Did you mean ${cell(meant)}?`;
  return `Nothing waits for ${cell(output)}.${hint}`;
}
