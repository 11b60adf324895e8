import { nearestName } from '../domain/nearest-name.ts';
import type { ListedCommand } from './commands/index.ts';
import { usageError } from './report-error.ts';

/** The command that the first words name, the longest name first, and what is left for it. */
export function findCommand(
  commands: readonly ListedCommand[],
  words: readonly string[],
): { command: ListedCommand; rest: readonly string[] } {
  // `help scan` says the same as `scan --help`.
  if (words[0] === 'help') return withHelp(findCommand(commands, words.slice(1)));

  const named = commands
    .filter(({ name }) => name.split(' ').every((word, index) => words[index] === word))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (named) return { command: named, rest: words.slice(named.name.split(' ').length) };
  throw noSuchCommand(commands, words);
}

const withHelp = ({ command }: { command: ListedCommand }) => ({ command, rest: ['--help'] });

function noSuchCommand(commands: readonly ListedCommand[], words: readonly string[]): Error {
  const [first] = words;
  if (first === undefined) {
    return usageError('a command is needed', 'See what there is: streamalert --help');
  }
  const below = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (below.length > 0) {
    const list = below.map(({ name, summary }) => `  streamalert ${name}    ${summary}`);
    return usageError(`"${first}" needs a second word`, list.join('\n'));
  }
  const names = commands.map(({ name }) => name);
  const nearest = nearestName(words.slice(0, 2).join(' '), names) ?? nearestName(first, names);
  const hint = nearest ? `Did you mean: streamalert ${nearest}` : 'See: streamalert --help';
  return usageError(`"${first}" is no command`, hint);
}
