import { spawnSync } from 'node:child_process';
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
import { dirname, join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { leaksIn } from '../testing/canary.ts';
import { echoOf } from '../testing/echo-vendor.ts';
import { startTestServer, type TestServer } from '../testing/http-server.ts';
import { exampleCredentials, exampleResource } from '../testing/output-examples.ts';
import { placeOf } from '../testing/place-of.ts';
import { ended, outputOf, runCli, spawnCli } from '../testing/run-cli.ts';
import { credentialVariable } from '../src/adapters/local/secrets.ts';
import { outputs } from '../src/outputs/index.ts';
import type { Output } from '../src/outputs/output.ts';

/**
 * The real command line with a canary in every secret of its outputs, at vendors that say everything back: the word
 * may stand in nothing that it prints, in no file that it leaves and in no argument of a process.
 */

/** Those whose address is one of the credentials; others would go to their vendors from here. */
const local = outputs.filter(
  ({ credentials, uses }) =>
    uses.includes('http') &&
    !uses.includes('aws') &&
    Object.values(credentials.shape).some((field) => field instanceof z.ZodURL),
);

let folder = '';
let server: TestServer;
let running: ChildProcess | undefined;
const printed: string[] = [];

const write = (name: string, content: unknown) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  writeFileSync(join(folder, name), text);
};

function writeProject() {
  write('conf/global.json', {
    account: { aws_account_id: '000000000000', prefix: 'acme', region: 'eu-west-1' },
    general: { rule_locations: ['rules'], matcher_locations: [], publisher_locations: [] },
  });
  write('conf/lambda.json', { rules_engine_config: { memory: 128, timeout: 60 } });
  const listed = local.map((output) => {
    const resource = exampleResource(output.service, placeOf(server.url)) ?? 'x';
    return [output.service, output.shape === 'list' ? ['a', 'b'] : { a: resource, b: resource }];
  });
  write('conf/outputs.json', Object.fromEntries(listed));
  write('conf/clusters/prod.json', {
    id: 'prod',
    data_sources: { http: { logs: ['a:b'] } },
    classifier_config: {},
  });
  write('conf/schemas/a.json', { 'a:b': { parser: 'json', schema: { user: 'string' } } });
  const names = local.flatMap(({ service }) => [`${service}:a`, `${service}:b`]);
  write(
    'rules/any.js',
    `import { rule } from 'streamalert';
     export const any = rule({
       name: 'any', logs: ['a:b'], matches: () => true, outputs: ${JSON.stringify(names)},
       context: { carbonblack: { action: 'ban', value: '7FB55F5A62E78AF9B58D08AAEEAEF848' } },
     });\n`,
  );
}

const credentialsOf = (output: Output) => exampleCredentials(output, placeOf(server.url));

/** What the environment gives: `a` of each service, and one that is no JSON. */
const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    local.map((output) => [
      credentialVariable(output.service, 'a'),
      JSON.stringify(credentialsOf(output)),
    ]),
  ),
  [credentialVariable('slack', 'b')]: 'canary, and no JSON',
  STREAMALERT_ALLOW_HOSTS: '127.0.0.1',
  STREAMALERT_SECRETS_FILE: join(folder, 'state/secrets.json'),
  STREAMALERT_SECRETS_KEY: '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff',
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'canary',
});

/** Runs a command as a user does; whether it succeeds is other tests' matter. */
async function run(...args: readonly string[]) {
  const { status, stdout, stderr } = await runCli(args, { cwd: folder, env: environment() });
  printed.push(`$ ${args.join(' ')}`, stdout, stderr);
  return { status, stdout };
}

/** The arguments of a process and of all that it has started. */
function argumentsOf(pid: number | undefined): string {
  const { stdout } = spawnSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' });
  const rows = (stdout ?? '').split('\n').map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line));
  const family = new Set([String(pid)]);
  const lines: string[] = [];
  // Parents are listed before what they start.
  for (const [, own = '', parent = '', text = ''] of rows.filter((row) => row !== null)) {
    if (!family.has(own) && !family.has(parent)) continue;
    family.add(own);
    lines.push(text);
  }
  return lines.join('\n');
}

async function runRuntime() {
  const child = spawnCli(['start', '--port', '0', '--skip-rule-staging'], folder, environment());
  running = child;
  child.stdout?.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  const said = await outputOf(child, 'Listening.', 60);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '';
  const token = readFileSync(join(folder, '.streamalert/token'), 'utf8').trim();
  await fetch(`${url}/ingest/logs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: '{"user":"ann"}\nno log at all\n',
  });
  const asked = () => new Set(server.requests.map(({ path }) => path.split('?')[0]));
  await vi.waitFor(() => expect(asked().size).toBeGreaterThan(10), {
    timeout: 30_000,
    interval: 100,
  });
  printed.push(argumentsOf(child.pid));
  child.kill('SIGINT');
  await ended(child);
}

let stored: string;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'command-line-secrets-')));
  let calls = 0;
  server = await startTestServer((request, response) => {
    response.writeHead([400, 401, 403, 500][calls++ % 4] ?? 400, { 'content-type': 'text/plain' });
    response.end(`not taken: ${echoOf(request)}`);
  });
  writeProject();
  const inFile = Object.fromEntries(
    local.map((output) => [output.service, [{ descriptor: 'b', ...credentialsOf(output) }]]),
  );
  write('to-configure.json', inFile);
  await run('output', 'set-from-file', '--file', 'to-configure.json', '--update');
  rmSync(join(folder, 'to-configure.json'));
  ({ stdout: stored } = await run('output', 'get', 'webhook', '--descriptors', 'b', '--json'));

  await runRuntime();
  await run('status');
  await run('status', '--json');
  await run('alerts', 'list');
  const { stdout } = await run('alerts', 'list', '--json');
  const [first] = JSON.parse(stdout) as { alert: { id: string } }[];
  await run('alerts', 'show', first?.alert.id ?? '', '--json');
  await run('alerts', 'dead-letter', 'list', '--json');
  await run('output', 'list');
  await run('output', 'verify', 'webhook', '--json');
  await run('output', 'verify', 'jira');
  for (const service of ['jira', 'webhook']) await run('output', 'get', service);
  await run('config', 'check');
}, 180_000);

afterAll(async () => {
  if (running !== undefined && running.exitCode === null) {
    running.kill('SIGKILL');
    await ended(running);
  }
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the vendors were asked with the secrets', () => {
  expect(leaksIn(server.requests.map(echoOf).join('\n'))).not.toEqual([]);
});

test('the deliveries were refused, and the refusals are shown', () => {
  expect(printed.join('\n')).toMatch(/not taken: /);
});

test('the store has the secrets, which are not shown', () => {
  expect(stored).toContain('signingKey');
  expect(existsSync(join(folder, 'state/secrets.json'))).toBe(true);
});

test('no secret is printed, nor among the arguments of a process', () => {
  expect(leaksIn(printed.join('\n'))).toEqual([]);
});

test('no secret is in a file that was left, whatever it is', () => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const leaks = files.filter((file) => leaksIn(readFileSync(file)).length > 0);

  expect(files.map((file) => file.slice(folder.length))).toContain('/.streamalert/state.db');
  expect(leaks).toEqual([]);
});
