import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type ReceivedRequest, startTestServer } from '../testing/http-server.ts';
import { canary, outputProject } from '../testing/output-project.ts';
import { ended, outputOf, spawnCli } from '../testing/run-cli.ts';

let running: ChildProcess | undefined;
afterEach(async () => {
  if (running === undefined) return;
  running.kill('SIGKILL');
  await ended(running);
  running = undefined;
});

test('a running StreamAlert delivers with a credential that was changed beside it', async () => {
  const server = await startTestServer(
    (_request, response) => void response.writeHead(200).end('ok'),
  );
  const { root, run, write, env, everything } = outputProject({});
  write('conf/clusters/prod.json', {
    id: 'prod',
    classifier_config: {},
    data_sources: { http: { web: ['acme:login'] } },
  });
  write(
    'rules/login.ts',
    `import { rule } from 'streamalert';
export const login = rule({
  name: 'a_login', description: 'x', severity: 'low', logs: ['acme:login'],
  outputs: ['webhook:soc'], matches: () => true,
});`,
  );
  const set = (path: string, ...options: string[]) => {
    const values = ['--set', `url=${server.url}/${path}`, `token=${canary}`];
    return run(['output', 'set', 'webhook', 'soc', ...options, ...values]);
  };
  expect((await set('old')).status).toBe(0);
  const child = spawnCli(['start', '--port', '0', '--workers', '1'], root, {
    ...env,
    STREAMALERT_ALLOW_HOSTS: '127.0.0.1',
  });
  running = child;
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(await outputOf(child, 'Listening.'))?.[0] ?? '';
  const token = readFileSync(join(root, '.streamalert/token'), 'utf8').trim();
  const alert = (user: string) =>
    fetch(`${url}/ingest/web`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ user }),
    });
  const arrived = async (path: string): Promise<ReceivedRequest | undefined> => {
    for (let tries = 0; tries < 200; tries++) {
      const found = server.requests.find((request) => request.path === path);
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return undefined;
  };

  await alert('ana');
  expect((await arrived('/old'))?.headers['authorization']).toBe(`Bearer ${canary}`);
  expect((await set('new', '--update')).status).toBe(0);
  await alert('ben');
  expect((await arrived('/new'))?.body).toContain('ben');

  child.kill('SIGINT');
  await ended(child);
  await server.close();
  expect(said).not.toContain(canary);
  expect(everything()).not.toContain(canary);
});
