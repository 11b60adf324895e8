import { lstatSync, mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { awsJson, awsRefusal } from '../../../testing/aws-service.ts';
import { startTestServer } from '../../../testing/http-server.ts';
import { canary, outputProject } from '../../../testing/output-project.ts';
import { outputOf, spawnCli } from '../../../testing/run-cli.ts';

const url = `https://hooks.example.com/${canary}`;

test('an update writes what it was given, and keeps what another one changed meanwhile', async () => {
  const { run, root, env, stored } = outputProject({});
  const first = ['repository=acme/alerts', 'username=ana', `access_token=${canary}`];
  await run(['output', 'set', 'github', 'issues', '--set', ...first]);
  const slow = spawnCli(['output', 'set', 'github', 'issues', '--update'], root, env);
  const closed = new Promise((resolve) => slow.on('close', resolve));
  await outputOf(slow, 'Please supply');

  const quick = await run(
    'output set github issues --update --set labels=urgent repository=acme/b',
  );
  slow.stdin?.end('\n\nben\n\n');

  expect([quick.status, await closed]).toEqual([0, 0]);
  expect(await stored('github', 'issues')).toEqual([
    {
      access_token: canary,
      descriptor: 'issues',
      labels: 'urgent',
      repository: 'acme/b',
      username: 'ben',
    },
  ]);
});

test('an update of what is removed meanwhile does not bring it back', async () => {
  const { run, root, env, outputs } = outputProject({});
  await run(`output set slack soc --set url=${url}`);
  const slow = spawnCli(['output', 'set', 'slack', 'soc', '--update'], root, env);
  const told = outputOf(slow, 'was removed meanwhile');
  await outputOf(slow, 'Please supply');

  await run('output remove slack soc --yes');
  slow.stdin?.end('\n');

  await told;
  expect(outputs()).toEqual({});
});

test('projects that share a file of secrets do not write over each other', async () => {
  const [one, other] = [outputProject({}), outputProject({})];
  const env = {
    STREAMALERT_SECRETS_FILE: join(one.root, 'shared.json'),
    STREAMALERT_SECRETS_KEY: 'ab'.repeat(32),
  };
  await one.run(`output set slack soc --set url=${url}`, { env });
  const words = 'output set slack soc --set url=https://other.example.com';

  const refused = await other.run(words, { env });
  other.write('outputs_to_configure.json', { slack: [{ descriptor: 'soc', url }] });
  const fromFile = await other.run('output set-from-file', { env });

  for (const found of [refused, fromFile]) {
    expect(found).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('another project may use them; nothing was changed'),
    });
  }
  expect(other.outputs()).toEqual({});
  const got = await one.run('output get slack --reveal --json', { env });
  expect(JSON.parse(got.stdout)).toEqual([{ descriptor: 'soc', url }]);
  expect((await other.run(`${words} --update`, { env })).status).toBe(0);
  expect(other.outputs()).toEqual({ slack: ['soc'] });
});

test.each(['there already', 'yet to be made'])(
  'a file of secrets that is a link stays one, its target %s',
  async (state) => {
    const { run, root, stored } = outputProject({});
    const [link, target] = [join(root, '.streamalert/secrets.json'), join(root, 'kept/s.json')];
    mkdirSync(join(root, 'kept'));
    mkdirSync(join(root, '.streamalert'), { recursive: true });
    if (state === 'there already') {
      await run(`output set slack soc --set url=${url}`);
      renameSync(link, target);
    }
    symlinkSync('../kept/s.json', link);

    const { status, stderr } = await run(`output set slack ops --set url=${url}`);

    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toContain('ops');
    expect(lstatSync(join(root, 'kept/secrets.lock')).isFile()).toBe(true);
    expect(await stored('slack', 'ops')).toEqual([{ descriptor: 'ops', url }]);
  },
);

test.each([
  ['output set slack sco --update', 'slack:sco is not there; did you mean soc? Leave out --update'],
  ['output set slack something -u', 'slack:something is not there; leave out --update to make it'],
])('an update of what is not there is an error: %s', async (words, message) => {
  const { run, outputs } = outputProject({ slack: ['soc'] });

  const { status, stderr } = await run(`${words} --set url=${url}`);

  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(message) });
  expect(outputs()).toEqual({ slack: ['soc'] });
});

/** SSM with a parameter that another program wrote. */
async function strangeSsm(answer: object | 'KMS') {
  const kept = new Map<string, string>();
  const server = await startTestServer((request, response) => {
    const body = JSON.parse(request.body);
    const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    if (action === 'PutParameter') kept.set(body.Name, body.Value);
    const value = kept.get(body.Name);
    if (action === 'GetParametersByPath') return awsJson({ Parameters: [] })(request, response);
    if (action !== 'GetParameter') return awsJson({})(request, response);
    if (value !== undefined) return awsJson({ Parameter: { Value: value } })(request, response);
    const strange = answer === 'KMS' ? awsRefusal('InvalidKeyId', 400, 'gone') : awsJson(answer);
    return strange(request, response);
  });
  onTestFinished(() => server.close());
  const env = {
    AWS_ENDPOINT_URL: server.url,
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'k',
  };
  return { env, kept };
}

test.each([
  ['is no JSON', { Parameter: { Value: canary } }],
  ['no key opens any more', 'KMS'],
] as const)('a stored value that %s is replaced by a whole one', async (_, answer) => {
  const { env, kept } = await strangeSsm(answer);
  const { run } = outputProject({ github: ['issues'] }, { secrets_store: 'ssm' });
  const set = 'output set github issues --update --yes --set';
  const aws = { env, input: '' };

  const part = await run(`${set} username=ana`, aws);
  expect(part).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(
      'Set it again, with everything it needs: streamalert output set github issues --update',
    ),
  });
  expect([...kept]).toEqual([]);

  const whole = await run(`${set} username=ana repository=acme/a access_token=t`, aws);
  expect(whole).toMatchObject({ status: 0, stderr: expect.stringContaining('is replaced as a') });
  expect([...kept.values()].map((text) => JSON.parse(text))).toEqual([
    { username: 'ana', repository: 'acme/a', access_token: 't' },
  ]);
  expect(part.stderr + whole.stderr).not.toContain(canary);
});

test('an output whose name SSM cannot have is removed', async () => {
  const { env } = await strangeSsm({});
  const { run, outputs } = outputProject({ slack: ['müll', 'soc'] }, { secrets_store: 'ssm' });

  const { status, stdout, stderr } = await run('output remove slack müll --yes', {
    env,
    input: '',
  });

  expect({ status, stderr }).toMatchObject({ status: 0 });
  expect(stdout).toContain('there were no credentials in SSM');
  expect(outputs()).toEqual({ slack: ['soc'] });
});
