import type { Parser } from '../../src/parsers/parser.ts';
import { settingsTable } from './settings-table.ts';

/** The reference page of parsers. */
export function parsersPage(parsers: readonly Parser[]): string {
  const sections = parsers.map(({ type, summary, options }) =>
    [`## ${type}`, `${summary}.`, 'Options under `configuration`:', settingsTable(options)].join(
      '\n\n',
    ),
  );
  return `# Parsers\n\nGenerated from the definitions in \`src/parsers\`.\n\n${sections.join('\n\n')}\n`;
}
