import { z } from 'zod';
import { stringifyJson } from '../../domain/exact-json.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';
import { painter } from '../paint.ts';
import { quarantineDetails } from '../quarantine/details.ts';
import { usageError } from '../report-error.ts';
import { schemaFileOf } from '../schema/schema-file.ts';

export const quarantineShow = defineCommand({
  name: 'quarantine show',
  summary: 'One record in quarantine: where it came from, what keeps it out, what to do',
  arguments: z.object({
    id: z
      .string()
      .regex(/^\d{1,15}$/, 'expected a number, as quarantine list shows it')
      .describe('its number in quarantine list'),
  }),
  options: z.object({
    dataDir: dataDirOption,
    whole: z.boolean().default(false).describe('all of it, however long'),
    json: z.boolean().default(false).describe('print JSON for other programs'),
  }),
  examples: [
    { command: 'streamalert quarantine show 17', explanation: 'the record with the number 17' },
    { command: 'streamalert quarantine show 17 --json', explanation: 'for a program' },
  ],
  async run({ id, dataDir, whole, json }, context) {
    const { cwd, terminal } = context;
    const { state, close } = existingState(cwd, dataDir);
    try {
      const record = state.quarantined(Number(id));
      if (record === undefined) {
        throw usageError(
          `there is no record ${id} in quarantine`,
          'It may have been reprocessed. See what is there: streamalert quarantine list --records',
        );
      }
      if (json) {
        terminal.print(stringifyJson(record, { indent: 2, strict: true }));
        return 0;
      }
      const schemaFile = await schemaFileOf(record.nearest?.logType, context);
      // Who pipes it on wants all of it.
      const linesMax = whole || !terminal.isInteractive ? Infinity : undefined;
      const paint = painter(terminal.color);
      terminal.print(quarantineDetails(record, { paint, schemaFile, linesMax }).join('\n'));
      return 0;
    } finally {
      close();
    }
  },
});
