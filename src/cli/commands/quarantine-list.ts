import { z } from 'zod';
import { stringifyJson } from '../../domain/exact-json.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';

const rawCharactersMax = 200;

export const quarantineList = defineCommand({
  name: 'quarantine list',
  summary: 'Records that fit no schema, with the reason, newest first',
  options: z.object({
    dataDir: dataDirOption,
    limit: z.int().min(1).max(100_000).default(20).describe('how many').meta({ short: 'n' }),
    source: z.string().optional().describe('only of this data source'),
    logType: z.string().optional().describe('only those that came nearest to this log type'),
    json: z.boolean().default(false).describe('print JSON for other programs, with whole records'),
  }),
  examples: [
    { command: 'streamalert quarantine list', explanation: 'the newest twenty' },
    {
      command: 'streamalert quarantine list --limit 1000 --json',
      explanation: 'whole records, for a program',
    },
  ],
  run({ dataDir, limit, source, logType, json }, { cwd, terminal }) {
    const filter = {
      ...(source === undefined ? {} : { resource: source }),
      ...(logType === undefined ? {} : { logType }),
    };
    const { state, close } = existingState(cwd, dataDir);
    try {
      const records = state.quarantine({ limit, ...filter });
      if (json) {
        terminal.print(stringifyJson(records, { indent: 2 }));
        return 0;
      }
      for (const { id, origin, position, reason, detail, raw } of records) {
        terminal.print(`  ${id}  ${origin.resource}  ${origin.delivery}:${position}`);
        terminal.print(`      ${reason}: ${detail}`);
        if (raw !== undefined) terminal.print(`      ${raw.slice(0, rawCharactersMax)}`);
      }
      const total = state.quarantineCount(filter);
      terminal.print(`  ${records.length} of ${total.toLocaleString('en-US')} shown`);
      return 0;
    } finally {
      close();
    }
  },
});
