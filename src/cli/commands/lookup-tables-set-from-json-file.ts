import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../../domain/exact-json.ts';
import { reasonOf } from '../../domain/errors.ts';
import { defineCommand } from '../command.ts';
import { changeTable } from '../lookup-tables/change-table.ts';
import { jsonGiven } from '../lookup-tables/json-given.ts';
import { changeOptions } from '../lookup-tables/options.ts';

const options = z.object({
  ...changeOptions,
  file: z.string().describe('file whose JSON is the new value').meta({ short: 'f' }),
});

export const lookupTablesSetFromJsonFile = defineCommand({
  name: 'lookup-tables set-from-json-file',
  summary: 'Put the JSON of a file under a key of a lookup table',
  description: 'As "lookup-tables set", for values that are too long to type.',
  options,
  examples: [
    {
      command: 'streamalert lookup-tables set-from-json-file -t allowed -k hosts -f hosts.json',
      explanation: 'the whole file becomes the value',
    },
  ],
  async run(given, context) {
    const { terminal, cwd } = context;
    let text: string;
    try {
      text = readFileSync(resolve(cwd, given.file), 'utf8').replace(/^\uFEFF/, '');
    } catch (error) {
      terminal.error(`streamalert: ${given.file} cannot be read: ${reasonOf(error)}`);
      return 1;
    }
    const parsed = jsonGiven(() => parseJson(text), given.file, terminal);
    return parsed === undefined ? 1 : changeTable(given, context, () => parsed.value);
  },
});
