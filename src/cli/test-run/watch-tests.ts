import { join, relative, resolve } from 'node:path';
import { globalFixturesFolder } from '../../rule-tests/global-fixtures.ts';
import type { CommandContext } from '../command.ts';
import type { Project } from '../project.ts';
import { watchAndRun } from '../watch.ts';
import type { TestOptions } from './options.ts';

/** Runs the tests in a process of their own, now and whenever something is saved, until Ctrl-C. */
export async function watchTests(
  given: TestOptions,
  project: Project,
  { terminal, cwd, env, packageRoot }: CommandContext,
): Promise<number> {
  const interrupted = new AbortController();
  const stop = () => interrupted.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const words = process.argv.slice(2).filter((word) => word !== '--watch');
  const program = [join(packageRoot, 'bin', 'streamalert.js'), ...words];
  await watchAndRun({
    folders: [
      resolve(cwd, project.configDir),
      ...project.ruleDirs,
      ...project.matcherDirs,
      ...project.publisherDirs,
      ...project.parserDirs,
      ...given.filesDir.map((name) => resolve(cwd, name)),
      join(project.root, globalFixturesFolder),
    ],
    argsFor: (changed) => [...program, ...onlyWhatChanged(changed, given)],
    cwd,
    env: terminal.color ? { ...env, FORCE_COLOR: '1' } : env,
    onRun: (changed) => terminal.print(heading(changed, given, { terminal, cwd })),
    onTrouble: (reason) => terminal.error(`warning: ${reason}`),
    signal: interrupted.signal,
  });
  return 130;
}

/** Event files say nothing about each other: when nothing else was saved, they are all that is run. */
function onlyWhatChanged(
  changed: readonly string[],
  { testFiles, testRules, coverage }: TestOptions,
): readonly string[] {
  if (testFiles.length > 0 || testRules.length > 0 || coverage) return [];
  if (changed.length === 0 || changed.length > filesMax || !changed.every(isEventFile)) return [];
  return ['--skip-types', '--test-files', ...changed];
}

/** More files at once are a checkout and not the work of an editor. */
const filesMax = 20;

const isEventFile = (file: string): boolean => file.endsWith('.events.json');

const clearScreen = '\u001b[2J\u001b[3J\u001b[H';

function heading(
  changed: readonly string[],
  given: TestOptions,
  { terminal, cwd }: Pick<CommandContext, 'terminal' | 'cwd'>,
): string {
  const time = `${new Date().toISOString().slice(11, 19)}Z`;
  const names = changed.map((file) => relative(cwd, file));
  const [first = ''] = names;
  const saved = names.length > 1 ? `${first} and ${names.length - 1} more` : first;
  const isPart = onlyWhatChanged(changed, given).length > 0;
  const what = saved === '' ? '' : `  saved: ${saved}${isPart ? ', which is all that is run' : ''}`;
  // Nobody scrolls through what an earlier version said.
  const clear = terminal.color && terminal.isInteractive ? clearScreen : '\n';
  return `${clear}── ${time}${what}  Enter runs everything, Ctrl-C stops`;
}
