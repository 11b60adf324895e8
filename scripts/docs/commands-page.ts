import type { Command } from '../../src/cli/command.ts';
import { settingsTable } from './settings-table.ts';

const kebab = (key: string): string =>
  key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The reference page of the command line. */
export function commandsPage(commands: readonly Command[]): string {
  const sections = commands.map((command) => {
    const { name, summary, description, examples } = command;
    const args = Object.keys(command.arguments.shape).map((key) => ` <${kebab(key)}>`);
    return [
      `## \`${name}\``,
      `${summary}.`,
      `    streamalert ${name}${args.join('')} [options]`,
      ...(description === '' ? [] : [description]),
      ...(args.length === 0
        ? []
        : [settingsTable(command.arguments, (key) => `\`<${kebab(key)}>\``)]),
      settingsTable(command.options, (key) => `\`--${kebab(key)}\``),
      examples.map((example) => `    ${example.command}    # ${example.explanation}`).join('\n'),
    ].join('\n\n');
  });
  return `# Command line\n\nGenerated from the commands. Also: \`streamalert <command> --help\`.\n\n${sections.join('\n\n')}\n`;
}
