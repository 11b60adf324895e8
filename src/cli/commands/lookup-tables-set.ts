import { z } from 'zod';
import { parseJson } from '../../domain/exact-json.ts';
import { defineCommand } from '../command.ts';
import { changeTable } from '../lookup-tables/change-table.ts';
import { changeOptions } from '../lookup-tables/options.ts';
import { jsonGiven } from '../lookup-tables/json-given.ts';

const options = z.object({
  ...changeOptions,
  value: z.string().describe('the new value, as text').meta({ short: 'v' }),
  json: z.boolean().default(false).describe('the value is JSON').meta({ short: 'j' }),
});

export const lookupTablesSet = defineCommand({
  name: 'lookup-tables set',
  summary: 'Put a value under a key of a lookup table',
  description: [
    'It is written at once. A table in S3 or in a file is written whole; running programs see it when they read it',
    'again. Exit status: 1 for a table that does not exist, is only read, or is switched off, and for JSON that is none.',
  ].join('\n'),
  options,
  examples: [
    {
      command: 'streamalert lookup-tables set -t owners -k i-0abc -v security',
      explanation: 'a text',
    },
    {
      command: `streamalert lookup-tables set -t ports -k "22" --json -v '{"name": "ssh"}'`,
      explanation: 'any JSON',
    },
  ],
  async run(given, context) {
    if (!given.json) return changeTable(given, context, () => given.value);
    const parsed = jsonGiven(() => parseJson(given.value), '--value', context.terminal);
    return parsed === undefined ? 1 : changeTable(given, context, () => parsed.value);
  },
});
