import { z } from 'zod';
import { stringifyJson } from '../../domain/exact-json.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';
import { paintedSeverity } from '../paint-severity.ts';
import { painter } from '../paint.ts';

export const alertsList = defineCommand({
  name: 'alerts list',
  summary: 'Alerts and how far each has come with its outputs, newest first',
  options: z.object({
    dataDir: dataDirOption,
    limit: z.int().min(1).max(100_000).default(20).describe('how many').meta({ short: 'n' }),
    rule: z.string().optional().describe('only of this rule'),
    json: z.boolean().default(false).describe('print JSON for other programs, with records'),
  }),
  examples: [{ command: 'streamalert alerts list', explanation: 'the newest twenty' }],
  run({ dataDir, limit, rule, json }, { cwd, terminal }) {
    const { alerts, close } = existingState(cwd, dataDir);
    try {
      const listed = alerts.list({ limit, ...(rule === undefined ? {} : { ruleName: rule }) });
      if (json) {
        terminal.print(stringifyJson(listed, { indent: 2, strict: true }));
        return 0;
      }
      const paint = painter(terminal.color);
      for (const { alert, deliveries } of listed) {
        const { severity, eventTime, ruleName, title, staged, isHeldBack } = alert;
        const time = new Date(eventTime).toISOString().slice(0, 19);
        const marks = [...(staged ? ['staged'] : []), ...(isHeldBack ? ['held back'] : [])];
        const mark = marks.map((each) => ` ${paint(each, 'dim')}`).join('');
        terminal.print(
          `  ${paintedSeverity(severity, paint)}  ${time}Z  ${ruleName}${mark}  ${title}`,
        );
        for (const { output, state, attempts, lastError } of deliveries) {
          const why = lastError === null ? '' : `: ${lastError}`;
          terminal.print(`            ${output}  ${state} after ${attempts} attempts${why}`);
        }
      }
      if (listed.length === 0) terminal.print('  no alerts');
      return 0;
    } finally {
      close();
    }
  },
});
