import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runCli as runCliHere } from '../src/cli/cli.ts';
import { commandGroups } from '../src/cli/commands/index.ts';
import { inMemoryTerminal } from './in-memory-terminal.ts';
import { type CliRun, runCli } from './run-cli.ts';

/** Stands in every credential of these tests, and nowhere in what they print. */
export const canary = 'canary-Zf83kQ-credential';

/** A project whose only content is its outputs, and the command line in it. */
export function outputProject(
  outputs: unknown = { slack: ['there'] },
  settings: Readonly<Record<string, unknown>> = {},
) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'output-project-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const write = (name: string, content: unknown) =>
    writeFileSync(
      join(root, name),
      typeof content === 'string' ? content : JSON.stringify(content, null, 2),
    );
  for (const folder of ['conf', 'conf/clusters', 'rules']) mkdirSync(join(root, folder));
  write('conf/global.json', {
    account: { aws_account_id: '123456789012', prefix: 'acme', region: 'us-east-1' },
    general: { rule_locations: ['rules'], matcher_locations: [], ...settings },
  });
  write('conf/lambda.json', {});
  write('conf/outputs.json', outputs);
  write('conf/clusters/prod.json', {
    id: 'prod',
    classifier_config: {},
    data_sources: { kinesis: { stream: ['acme:login'] } },
  });
  mkdirSync(join(root, 'conf/schemas'));
  write('conf/schemas/acme.json', {
    'acme:login': { parser: 'json', schema: { user: 'string' } },
  });
  const config = join(root, 'config');
  const run = (
    words: string | readonly string[],
    { env = {}, input }: { env?: NodeJS.ProcessEnv; input?: string } = {},
  ): Promise<CliRun> => {
    const argv = typeof words === 'string' ? words.split(' ') : words;
    const all = { XDG_CONFIG_HOME: config, STREAMALERT_ALLOW_HOSTS: '127.0.0.1', ...env };
    return input === undefined
      ? runHere(argv, root, all)
      : runCli(argv, { cwd: root, input, env: all });
  };
  return {
    root,
    write,
    run,
    env: { XDG_CONFIG_HOME: config },
    outputsText: () => readFileSync(join(root, 'conf/outputs.json'), 'utf8'),
    outputs: (): unknown => JSON.parse(readFileSync(join(root, 'conf/outputs.json'), 'utf8')),
    /** What is stored, with its secrets. */
    async stored(service: string, ...descriptors: string[]): Promise<unknown> {
      const words = ['output', 'get', service, '--reveal', '--json', '-d', ...descriptors];
      return JSON.parse((await run(words)).stdout);
    },
    /** Everything in the project and its keys, as text. */
    everything: () => textsBelow(root).join('\n'),
  };
}

/** The same command line without a process of its own, which takes ten times as long. */
async function runHere(
  argv: readonly string[],
  root: string,
  env: NodeJS.ProcessEnv,
): Promise<CliRun> {
  const { terminal, out, errors } = inMemoryTerminal();
  const status = await runCliHere({
    argv: ['--config-dir', join(root, 'conf'), ...argv],
    groups: commandGroups,
    terminal,
    cwd: root,
    env: { PATH: process.env['PATH'], ...env },
    packageRoot: join(import.meta.dirname, '..'),
    version: '0.0.0',
  });
  return { status, stdout: out(), stderr: errors() };
}

function textsBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? textsBelow(path) : [readFileSync(path, 'latin1')];
  });
}
