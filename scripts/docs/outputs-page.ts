import type { Output } from '../../src/outputs/output.ts';
import { settingsTable } from './settings-table.ts';

/** The reference page of outputs. */
export function outputsPage(outputs: readonly Output[]): string {
  const sections = outputs.map(({ service, summary, shape, resourceDescription, credentials }) => {
    const listed =
      shape === 'list'
        ? `In \`conf/outputs.json\`: \`"${service}": ["<descriptor>", …]\`.`
        : `In \`conf/outputs.json\`: \`"${service}": {"<descriptor>": "<${resourceDescription ?? 'resource'}>"}\`.`;
    return [
      `## ${service}`,
      `${summary}. ${listed} Rules name it \`${service}:<descriptor>\`.`,
      'Credentials:',
      settingsTable(credentials),
    ].join('\n\n');
  });
  return `# Outputs\n\nGenerated from the definitions in \`src/outputs\`.\n\n${sections.join('\n\n')}\n`;
}
