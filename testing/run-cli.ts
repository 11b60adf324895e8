import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const node = join(root, 'node_modules/.bin/node');

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command line as a user does; the caller ends it. */
export const spawnCli = (
  args: readonly string[],
  cwd = root,
  env: NodeJS.ProcessEnv = {},
): ChildProcess =>
  spawn(node, [join(root, 'bin/streamalert.js'), ...args], {
    cwd,
    env: { ...ownEnvironment(), NO_COLOR: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });

/** Without what leads to somebody's AWS: a test names what it means. */
const ownEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));

/** Runs the command line to its end. */
export function runCli(
  args: readonly string[],
  {
    cwd = root,
    input = '',
    env = {},
  }: { cwd?: string; input?: string | Buffer; env?: NodeJS.ProcessEnv } = {},
): Promise<CliRun> {
  const child = spawnCli(args, cwd, env);
  const texts = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (texts.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (texts.stderr += chunk.toString()));
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  return new Promise((resolve) => {
    child.on('close', (status) => resolve({ status, ...texts }));
  });
}

/** Waits until a text stands in the output of a running program; fails with all it said when it ends first. */
export function outputOf(
  child: ChildProcess,
  text: string | RegExp,
  seconds = 20,
): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no "${text}" in:\n${said}`)), seconds * 1000);
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const found = typeof text === 'string' ? said.includes(text) : text.test(said);
      if (!found) return;
      clearTimeout(timer);
      resolve(said);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('close', () => {
      clearTimeout(timer);
      reject(new Error(`it ended before "${text}":\n${said}`));
    });
  });
}

export const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.on('close', (status) => resolve(status)));
