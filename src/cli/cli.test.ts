import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { StreamAlertError } from '../domain/errors.ts';
import { runCli } from './cli.ts';
import { type Command, defineCommand } from './command.ts';
import type { ListedCommand } from './commands/index.ts';

const echo = defineCommand({
  name: 'echo',
  summary: 'Print what was understood',
  description: 'For tests.',
  arguments: z.object({ paths: z.array(z.string()).min(1).describe('what to read') }),
  options: z.object({
    minSeverity: z.enum(['low', 'high']).default('low').describe('leave out what is below'),
    workers: z.int().min(1).max(8).default(2).describe('threads').meta({ short: 'w' }),
    logs: z
      .array(z.string())
      .default([])
      .describe('log types')
      .meta({ value: 'type', aliases: ['types'] }),
    out: z.string().optional().describe('file to write').meta({ short: 'o' }),
    json: z.boolean().default(false).describe('print JSON'),
    shouted: z
      .string()
      .optional()
      .describe('made loud')
      .transform((text) => text?.toUpperCase()),
  }),
  examples: [{ command: 'streamalert echo ./evidence', explanation: 'everything below a folder' }],
  run(options, { terminal }) {
    terminal.print(JSON.stringify(options));
    return 0;
  },
});

const where = defineCommand({
  name: 'where am-i',
  summary: 'Print the configuration directory',
  examples: [],
  run(_, { configDir, terminal }) {
    terminal.print(configDir ?? 'none');
    return 1;
  },
});

const failing = (name: string, error: unknown) =>
  defineCommand({
    name,
    summary: 'Fail',
    examples: [],
    run: () => Promise.reject(error),
  });

const expected = failing(
  'fail expected',
  new StreamAlertError('STATE_UNAVAILABLE', 'the disk is full', { hint: 'Make room.' }),
);
const bug = failing('fail bug', new TypeError('x is undefined\nsecond line'));

const listed = (command: Command): ListedCommand => ({
  name: command.name,
  summary: command.summary,
  load: () => Promise.resolve(command),
});

async function run(
  argv: readonly string[],
  { cwd = tmpdir(), env = {} }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
) {
  const out: string[] = [];
  const errors: string[] = [];
  const status = await runCli({
    argv,
    groups: [{ title: 'Commands', commands: [echo, where, expected, bug].map(listed) }],
    terminal: {
      print: (text) => out.push(text),
      write: (bytes) => out.push(Buffer.from(bytes).toString()),
      error: (text) => errors.push(text),
      progress: () => undefined,
      isInteractive: false,
      width: 100,
      color: false,
    },
    cwd,
    env,
    packageRoot: cwd,
    version: '1.2.3',
  });
  return { status, out: out.join('\n'), errors: errors.join('\n') };
}

test('options reach the command under the names and kinds its schema gives them', async () => {
  const words = 'echo a b -w 4 --min-severity high --json --shouted x --logs k l'.split(' ');

  const { status, out } = await run(words);

  expect(status).toBe(0);
  expect(JSON.parse(out)).toEqual({
    paths: ['a', 'b'],
    minSeverity: 'high',
    workers: 4,
    logs: ['k', 'l'],
    json: true,
    shouted: 'X',
  });
});

test('what is not given has its default, and a repeated list adds up under any of its names', async () => {
  const plain = await run(['echo', 'a']);
  const repeated = await run(['echo', 'a', '--logs', 'k', '--types', 'm', '--logs', 'l']);

  expect(JSON.parse(plain.out)).toEqual({
    paths: ['a'],
    minSeverity: 'low',
    workers: 2,
    logs: [],
    json: false,
  });
  expect(JSON.parse(repeated.out).logs.sort()).toEqual(['k', 'l', 'm']);
});

test.each([
  [
    'a value that is none of the choices',
    'echo a --min-severity hihg',
    '--min-severity: expected one of low, high',
  ],
  ['text where a number is asked for', 'echo a --workers many', '--workers: expected a number'],
  ['a number out of bounds', 'echo a --workers 9', '--workers: expected at most 8'],
  ['a fraction of a thing', 'echo a --workers 1.5', '--workers: expected a whole number'],
  ['an argument that is missing', 'echo', "missing required argument 'paths'"],
  ['an option nobody knows', 'echo a --jsn', "unknown option '--jsn'"],
  ['an option without its value', 'echo a --out', 'argument missing'],
  ['no command', '', 'a command is needed'],
  ['a command nobody knows', 'ecko', 'Did you mean: streamalert echo'],
  ['half of a command', 'where', 'streamalert where am-i'],
  ['an argument too many', 'where am-i now', 'too many arguments'],
  ['a global option nobody knows', '--bogus echo a', "unknown option '--bogus'"],
  ['a global option at the wrong place', 'echo a --debug', 'streamalert --debug … echo'],
])('%s is wrong usage: said in one sentence, status 2', async (_, words, message) => {
  const { status, errors, out } = await run(words.split(' ').filter((word) => word !== ''));

  expect(status).toBe(2);
  expect(out).toBe('');
  expect(errors).toContain(message);
});

test('help of the program lists its commands by purpose, without loading one', async () => {
  const loaded: string[] = [];
  const lazy = ['b', 'a'].map((name) => ({
    name,
    summary: `Does ${name}`,
    load: async () => {
      loaded.push(name);
      return echo;
    },
  }));
  const out: string[] = [];
  const status = await runCli({
    argv: ['--help'],
    groups: [{ title: 'Commands', commands: lazy }],
    terminal: {
      print: (text) => out.push(text),
      write: (bytes) => out.push(Buffer.from(bytes).toString()),
      error: () => undefined,
      progress: () => undefined,
      isInteractive: false,
      width: 80,
      color: false,
    },
    cwd: tmpdir(),
    env: {},
    packageRoot: tmpdir(),
    version: '1.2.3',
  });

  expect(status).toBe(0);
  expect(loaded).toEqual([]);
  expect(out.join('\n')).toMatch(/1\.2\.3[^]*Commands:[^]*Does b[^]*Does a[^]*--config-dir/);
});

test.each([['echo --help'], ['help echo'], ['echo -h']])(
  '"%s" shows arguments, options with defaults, and an example',
  async (words) => {
    const { status, out } = await run(words.split(' '));

    expect(status).toBe(0);
    expect(out).toContain('Usage: streamalert echo [options] <paths...>');
    expect(out).toContain('For tests.');
    expect(out).toMatch(/-w, --workers <n> +threads \(default: 2\)/);
    expect(out).toMatch(/--min-severity <low\|high> +leave out what is below \(default: low\)/);
    expect(out).toMatch(/--logs <type\.\.\.> +log types/);
    expect(out).not.toContain('--types');
    expect(out).toContain('streamalert echo ./evidence\n      everything below a folder');
  },
);

test('the version is printed alone', async () => {
  expect(await run(['--version'])).toEqual({ status: 0, out: '1.2.3', errors: '' });
  expect(await run(['-v'])).toEqual({ status: 0, out: '1.2.3', errors: '' });
});

test('the configuration directory is the option, else the variable, else ./conf', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'cli-'));
  for (const name of ['conf', 'x', 'y']) mkdirSync(join(cwd, name));
  const env = { STREAMALERT_CONFIG_DIR: 'y' };

  const words = ['where', 'am-i'];
  expect((await run(['-c', 'x', ...words], { cwd, env })).out).toBe('x');
  expect((await run(words, { cwd, env })).out).toBe('y');
  expect((await run(words, { cwd })).out).toBe('conf');
  expect((await run(words, { cwd: join(cwd, 'x') })).out).toBe('none');
});

test('a configuration directory that does not exist is wrong usage', async () => {
  const byOption = await run(['--config-dir', 'nowhere', 'where', 'am-i']);
  const byVariable = await run(['where', 'am-i'], { env: { STREAMALERT_CONFIG_DIR: 'nowhere' } });

  expect(byOption).toMatchObject({ status: 2, out: '' });
  expect(byOption.errors).toContain('--config-dir: there is no directory "nowhere"');
  expect(byVariable.status).toBe(2);
  expect(byVariable.errors).toContain('STREAMALERT_CONFIG_DIR: there is no directory "nowhere"');
});

test('the exit status is what the command gives back', async () => {
  expect(await run(['where', 'am-i'])).toMatchObject({ status: 1, out: 'none' });
});

test('an expected failure is one line and what to do, without a stack', async () => {
  const { status, errors } = await run(['fail', 'expected']);

  expect(status).toBe(1);
  expect(errors).toBe('streamalert: the disk is full\n  Make room.');
});

test('a bug is one line, and its whole trace with --debug', async () => {
  const plain = await run(['fail', 'bug']);
  const debugged = await run(['--debug', 'fail', 'bug']);

  expect(plain.status).toBe(1);
  expect(plain.errors).toMatch(
    /^streamalert: x is undefined\n {2}This should not happen\. .*--debug/,
  );
  expect(plain.errors).not.toContain('cli.test.ts');
  expect(debugged.errors).toContain('cli.test.ts');
});
