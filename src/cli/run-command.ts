import { CommanderError, type Command as Parser } from 'commander';
import { z } from 'zod';
import type { Command, CommandContext, UsageProblem } from './command.ts';
import { givenTo, parserOf, spelled } from './command-line.ts';
import type { ListedCommand } from './commands/index.ts';
import { usageError } from './report-error.ts';
import type { Terminal } from './terminal.ts';

/** Loads a command, gives it what stands behind its name, and runs it. */
export async function runListed(
  listed: ListedCommand,
  words: readonly string[],
  terminal: Terminal,
  context: () => CommandContext,
): Promise<number> {
  const command = await listed.load();
  const parser = parserOf(command, 'streamalert').configureOutput({
    writeOut: (text) => terminal.print(text.trimEnd()),
    writeErr: () => undefined,
    getOutHelpWidth: () => Math.min(terminal.width, helpWidthMax),
  });
  if (!parse(parser, command, words)) return 0;

  const prepared = command.prepare(givenTo(command, parser));
  if (prepared.outcome === 'refused') throw refusal(command, prepared.problems, words);
  return prepared.run(context());
}

/** Longer lines of help are hard to read. */
const helpWidthMax = 110;

/** False when help was asked for and given. */
function parse(parser: Parser, command: Command, words: readonly string[]): boolean {
  try {
    parser.parse([...words], { from: 'user' });
    return true;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return false;
    const message = error.message.replace(/^error: /, '');
    throw usageError(
      takesSecrets(command) ? withoutValues(message) : message,
      hintFor(error, command),
    );
  }
}

const globalFlags = /'(-d|--debug|-c|--config-dir|-v|--version)'/;

function hintFor(error: CommanderError, { name }: Command): string {
  const found = error.code === 'commander.unknownOption' && globalFlags.exec(error.message);
  return found
    ? `It stands before the command: streamalert ${found[1]} … ${name}`
    : `See: streamalert ${name} --help`;
}

function refusal(
  command: Command,
  problems: readonly UsageProblem[],
  words: readonly string[],
): Error {
  const lines = problems.map(({ path, message }) => {
    const [key] = path;
    return key === undefined ? message : `${spelled(command, String(key))}: ${message}`;
  });
  // Any word may be a secret that was put in the wrong place.
  const mayShow = words.length > 0 && !takesSecrets(command);
  const given = mayShow ? ` (given: ${words.join(' ')})` : '';
  return usageError(`${lines.join('; ')}${given}`, `See: streamalert ${command.name} --help`);
}

/** An option of it is marked as secret: what stands behind an equals sign is repeated nowhere. */
const takesSecrets = ({ options }: Command): boolean =>
  Object.values(options.shape).some((schema) => z.globalRegistry.get(schema)?.['secret'] === true);

const withoutValues = (text: string): string => text.replace(/=[^]*/, '=•••');
