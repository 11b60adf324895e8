import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command as Parser, CommanderError } from 'commander';
import { isStreamAlertError } from '../domain/errors.ts';
import type { CommandContext } from './command.ts';
import type { CommandGroup } from './commands/index.ts';
import { findCommand } from './find-command.ts';
import { formerCommand } from './former-commands.ts';
import { topLevelHelp } from './help.ts';
import { reportError, usageError } from './report-error.ts';
import { runListed } from './run-command.ts';
import type { Terminal } from './terminal.ts';

/** Everything that a run of the command line takes from outside. */
export interface Cli {
  /** What stands after the program's name. */
  readonly argv: readonly string[];
  readonly groups: readonly CommandGroup[];
  readonly terminal: Terminal;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly packageRoot: string;
  readonly version: string;
}

/** Runs one command line and gives back the exit status: 0, 1, or 2 for wrong usage. Never throws. */
export async function runCli(cli: Cli): Promise<number> {
  let debug = cli.argv.includes('--debug');
  try {
    const { options, words } = readGlobalOptions(cli);
    debug = options.debug;
    if (options.version) {
      cli.terminal.print(cli.version);
      return 0;
    }
    if (options.help || (words[0] === 'help' && words.length === 1)) {
      cli.terminal.print(topLevelHelp(cli));
      return 0;
    }
    const commands = cli.groups.flatMap((group) => group.commands);
    const former = formerCommand(
      words,
      commands.map(({ name }) => name),
    );
    if (former) {
      const name = former.former ?? words[0];
      cli.terminal.error(
        `warning: "${name}" is a former name. Today: streamalert ${former.instead}`,
      );
    }
    const { command, rest } = findCommand(commands, former?.words ?? words);
    return await runListed(command, rest, cli.terminal, () => contextOf(cli, options));
  } catch (error) {
    reportError(error, cli.terminal, debug);
    return isStreamAlertError(error) && error.code === 'USAGE' ? 2 : 1;
  }
}

interface GlobalOptions {
  readonly debug: boolean;
  readonly version: boolean;
  readonly help: boolean;
  readonly configDir: string | undefined;
}

/** Options stand before the command; everything from its first word on belongs to it. */
function readGlobalOptions({ argv }: Cli): {
  options: GlobalOptions;
  words: readonly string[];
} {
  const parser = new Parser('streamalert')
    .argument('[command...]')
    .option('-v, --version')
    .option('-d, --debug')
    .option('-h, --help')
    .option('-c, --config-dir <dir>')
    .helpOption(false)
    .passThroughOptions()
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
  try {
    parser.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw usageError(error.message.replace(/^error: /, ''), 'See: streamalert --help');
  }
  const given = parser.opts<{ debug?: true; version?: true; help?: true; configDir?: string }>();
  return {
    options: {
      debug: given.debug ?? false,
      version: given.version ?? false,
      help: given.help ?? false,
      configDir: given.configDir,
    },
    words: parser.args,
  };
}

function contextOf(cli: Cli, { debug, configDir }: GlobalOptions): CommandContext {
  const { terminal, cwd, env, packageRoot, version } = cli;
  const chosen = chosenConfigDir(cli, configDir);
  return { terminal, cwd, env, packageRoot, version, debug, configDir: chosen };
}

function chosenConfigDir({ cwd, env }: Cli, given: string | undefined): string | undefined {
  const fromEnvironment = env['STREAMALERT_CONFIG_DIR'];
  const named = given ?? (fromEnvironment === '' ? undefined : fromEnvironment);
  if (named === undefined) return isDirectory(resolve(cwd, 'conf')) ? 'conf' : undefined;
  if (isDirectory(resolve(cwd, named))) return named;

  const by = given === undefined ? 'STREAMALERT_CONFIG_DIR' : '--config-dir';
  throw usageError(
    `${by}: there is no directory "${named}"`,
    'Name the directory that holds global.json, clusters/ and schemas/.',
  );
}

const isDirectory = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
