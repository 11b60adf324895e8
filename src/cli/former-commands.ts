import { nearestName } from '../domain/nearest-name.ts';
import { usageError } from './report-error.ts';

/** What is run for words of an earlier release, and what to write instead from now on. */
export interface FormerCommand {
  readonly words: readonly string[];
  readonly instead: string;
  /** What was typed, where it is more than the first word. */
  readonly former?: string;
}

/**
 * Commands of earlier releases by their names of today; undefined for words that are no such command. `names` are those
 * of today's commands.
 */
export function formerCommand(
  words: readonly string[],
  names: readonly string[] = [],
): FormerCommand | undefined {
  const [first, second] = words;
  if (first === 'output') return outputCommand(words.slice(1), names);
  if (first === 'validate-schemas') {
    return { words: ['test', 'classifier', ...words.slice(1)], instead: 'test classifier' };
  }
  if (first === 'live-test') return liveTest(words.slice(1));
  if (first === 'lambda' && second === 'test') return lambdaTest(words.slice(2));
  return undefined;
}

/** `output slack` set an output up, as `output new --service slack` did before. */
function outputCommand(
  rest: readonly string[],
  names: readonly string[],
): FormerCommand | undefined {
  const [word, ...others] = rest;
  if (word === undefined || word.startsWith('-') || names.includes(`output ${word}`)) {
    return undefined;
  }
  // Somebody who mistyped a command of today is told so by the frame.
  const today = names.filter((name) => name.startsWith('output ')).map((name) => name.slice(7));
  if (word !== 'new' && nearestName(word, today) !== undefined) return undefined;
  if (word !== 'new') {
    const instead = `output set ${word}`;
    return { words: ['output', 'set', word, ...others], instead, former: `output ${word}` };
  }
  const { value: service, others: options } = taken(others, 'service', '-s');
  if (service === undefined && !isHelp(rest)) {
    throw usageError('output new needs --service', 'Today: streamalert output set SERVICE');
  }
  const words = ['output', 'set', ...(service === undefined ? [] : [service]), ...options];
  return { words, instead: `output set ${service ?? 'SERVICE'}`, former: 'output new' };
}

/** It sent the alerts of one cluster's sources, and asked for its name. */
function liveTest(rest: readonly string[]): FormerCommand {
  const { value: cluster, others } = taken(rest, 'cluster', '-c');
  if (cluster === undefined && !isHelp(rest)) {
    throw usageError('live-test needs --cluster', 'Today: streamalert test live [--cluster NAME]');
  }
  const words = cluster === undefined ? others : ['--cluster', cluster, ...others];
  return { words: ['test', 'live', ...words], instead: 'test live --cluster NAME' };
}

/** `alert` and `all` also made up what every output would get. */
function lambdaTest(rest: readonly string[]): FormerCommand {
  const { value: processor, others } = taken(rest, 'processor', '-p');
  if (processor !== undefined && !['rule', 'alert', 'all'].includes(processor)) {
    throw usageError(
      `--processor: expected one of rule, alert, all, found "${processor}"`,
      'Today: streamalert test rules [--publish]',
    );
  }
  const publishes = processor === 'alert' || processor === 'all';
  return {
    words: ['test', 'rules', ...(publishes ? ['--publish'] : []), ...others],
    instead: `test rules${publishes ? ' --publish' : ''}`,
  };
}

const isHelp = (words: readonly string[]): boolean =>
  words.includes('--help') || words.includes('-h');

interface Taken {
  readonly value: string | undefined;
  readonly others: readonly string[];
}

/** Takes one option with its value out of the words: `--name value`, `--name=value` or `-n value`. */
function taken(words: readonly string[], name: string, short: string): Taken {
  const long = `--${name}`;
  const at = words.findIndex(
    (word) => word === long || word === short || word.startsWith(`${long}=`),
  );
  if (at === -1) return { value: undefined, others: words };
  const word = words[at] ?? '';
  const isJoined = word.startsWith(`${long}=`);
  const value = isJoined ? word.slice(long.length + 1) : words[at + 1];
  return { value, others: [...words.slice(0, at), ...words.slice(at + (isJoined ? 1 : 2))] };
}
