import { z } from 'zod';
import { stringifyJson } from '../../domain/exact-json.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { defineCommand } from '../command.ts';
import { tablesDataDirOption, withTables } from '../lookup-tables/with-table.ts';
import { painter } from '../paint.ts';

const options = z.object({
  dataDir: tablesDataDirOption,
  json: z.boolean().default(false).describe('print JSON for other programs'),
});

export const lookupTablesDescribeTables = defineCommand({
  name: 'lookup-tables describe-tables',
  summary: 'The lookup tables of the project and where each is kept',
  description:
    'Nothing is read from the tables themselves. Exit status: 1 while lookup tables are switched off.',
  options,
  examples: [
    { command: 'streamalert lookup-tables describe-tables', explanation: 'all tables by name' },
  ],
  run: ({ dataDir, json }, context) =>
    withTables({ dataDir, access: 'read' }, context, async ({ byName }) => {
      const { terminal } = context;
      const rows = [...byName].map(([name, { id, driver }]) => ({ name, id, driver }));
      if (json) {
        terminal.print(stringifyJson(rows, { indent: 2, strict: true }));
        return 0;
      }
      const table = [
        ['Table Name', 'Driver Id', 'Driver Type'],
        ...rows.map(({ name, id, driver }) => [cell(name), cell(id), driver]),
      ];
      const widths = [0, 1, 2].map((column) =>
        Math.max(...table.map((row) => row[column]?.length ?? 0)),
      );
      terminal.print(
        `  ${painter(terminal.color)('Lookup tables', 'bold')}\n  ${rows.length} in all\n`,
      );
      for (const row of table) {
        terminal.print(
          `  ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
        );
      }
      return 0;
    }),
});
