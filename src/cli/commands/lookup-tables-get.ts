import { z } from 'zod';
import { stringifyJson } from '../../domain/exact-json.ts';
import type { JsonValue } from '../../domain/json.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { defineCommand } from '../command.ts';
import { keyOption, tableOption } from '../lookup-tables/options.ts';
import { tablesDataDirOption, withTable } from '../lookup-tables/with-table.ts';

const options = z.object({
  table: tableOption,
  key: keyOption,
  dataDir: tablesDataDirOption,
  json: z.boolean().default(false).describe('print JSON for other programs'),
});

export const lookupTablesGet = defineCommand({
  name: 'lookup-tables get',
  summary: 'The value under a key of a lookup table',
  description: [
    'Where nothing is under the key the value is null. Exit status: 0 also for that; 1 for a table that does not exist',
    'or cannot be read, and while lookup tables are switched off.',
  ].join('\n'),
  options,
  examples: [
    { command: 'streamalert lookup-tables get -t owners -k i-0abc', explanation: 'one value' },
  ],
  run: (given, context) =>
    withTable({ ...given, access: 'read' }, context, async (table) => {
      const { terminal } = context;
      const answer = await table.getAsync(given.key);
      if (answer.outcome === 'unavailable') {
        terminal.error(
          `streamalert: the table "${given.table}" cannot be read: ${cell(answer.reason)}`,
        );
        return 1;
      }
      const found = answer.outcome === 'found';
      const value = found ? answer.value : null;
      if (given.json) {
        const facts = { table: given.table, key: given.key, found, value };
        terminal.print(stringifyJson(facts, { indent: 2, sorted: true, strict: true }));
        return found ? 0 : 'nothing there';
      }
      terminal.print(`  Table:  ${cell(given.table)}`);
      terminal.print(`  Key:    ${cell(given.key)}`);
      terminal.print(
        `  Type:   ${typeOf(value)}${found ? '' : ' (there is nothing under this key)'}`,
      );
      terminal.print(`  Value:  ${shown(value)}`);
      return found ? 0 : 'nothing there';
    }),
});

function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  const type = typeof value;
  return type === 'object' ? 'map' : type === 'bigint' ? 'number' : type;
}

/** Maps and lists on lines of their own, so that they can be copied. */
function shown(value: JsonValue): string {
  if (typeof value === 'string') return cell(value);
  if (typeof value !== 'object' || value === null) return stringifyJson(value);
  const lines = stringifyJson(value, { indent: 2, sorted: true }).split('\n');
  return `\n${lines.map((line) => `  ${cell(line)}`).join('\n')}`;
}
