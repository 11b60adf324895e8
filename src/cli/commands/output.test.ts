import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startTestServer } from '../../../testing/http-server.ts';
import { canary, outputProject } from '../../../testing/output-project.ts';
import { outputs as services } from '../../outputs/index.ts';

const url = `https://hooks.example.com/${canary}`;

test('secrets are masked unless they are asked for, and never printed otherwise', async () => {
  const { run } = outputProject({ slack: ['sample-channel'] });
  await run([
    'output',
    'set',
    'carbonblack',
    'cb',
    '--set',
    'url=https://cb.example.com',
    `token=${canary}`,
  ]);

  const masked = await run('output get carbonblack');
  const revealed = await run('output get carbonblack --reveal -d cb');

  expect(masked.status).toBe(0);
  expect(masked.stdout).toBe(
    `carbonblack\n${JSON.stringify([{ descriptor: 'cb', token: '********', url: 'https://cb.example.com' }], null, 2)}\n`,
  );
  expect(masked.stdout + masked.stderr).not.toContain(canary);
  expect(JSON.parse(revealed.stdout.slice('carbonblack'.length))).toEqual([
    { descriptor: 'cb', token: canary, url: 'https://cb.example.com' },
  ]);
});

test('samples are shown when they are named, and what has no credentials says so', async () => {
  const { run } = outputProject({ slack: ['sample-channel', 'soc'] });

  const all = await run('output get slack --json');
  const named = await run('output get slack --json --descriptors sample-channel');

  expect(JSON.parse(all.stdout)).toEqual([{ descriptor: 'soc' }]);
  expect(all.stderr).toContain('slack:soc has no credentials: streamalert output set slack soc');
  expect(JSON.parse(named.stdout)).toEqual([{ descriptor: 'sample-channel' }]);
});

test('credentials of the environment are shown as those that count', async () => {
  const { run } = outputProject({ slack: ['soc'] });
  const env = { STREAMALERT_OUTPUT_SLACK_SOC: JSON.stringify({ url, unknown: canary }) };

  const { stdout, stderr } = await run('output get slack --json', { env });

  expect(JSON.parse(stdout)).toEqual([{ descriptor: 'soc', unknown: '********', url: '********' }]);
  expect(stderr).toContain('comes from the environment variable STREAMALERT_OUTPUT_SLACK_SOC');
});

test.each([
  ['output get slack -d nope', 1, 'does not list slack:nope'],
  ['output get teams', 1, 'outputs.json has no teams'],
  ['output get slak', 2, 'Did you mean slack?'],
  ['output list --service slak', 2, 'Did you mean slack?'],
  ['output verify slack nope', 1, 'does not list slack:nope'],
  ['output verify', 2, 'an output is needed, or --all'],
  ['output verify slack --all', 2, 'either one output or --all'],
  ['output verify slack:soc team', 2, 'name one output'],
  ['output verify slack:soc:x', 2, 'name one output'],
  ['output remove slack nope --yes', 1, 'there is no output slack:nope'],
  ['output rotate-key', 1, 'there are no credentials'],
  ['output generate-skeleton --services slak', 2, 'Did you mean slack?'],
  ['output generate-skeleton --file nowhere/x.json', 1, 'nowhere/x.json cannot be written'],
])('%s: exit status %d', async (words, status, message) => {
  const { run } = outputProject({ slack: ['soc'] });

  const found = await run(words);

  expect(found).toMatchObject({ status, stderr: expect.stringContaining(message) });
});

test('outputs are listed as rules name them', async () => {
  const { run } = outputProject({
    slack: ['soc', 'ops'],
    'aws-sns': { oncall: 'topic' },
    teams: [],
  });

  const all = await run('output list');
  const one = await run('output list --service aws-sns teams --json');

  expect(all.stdout).toMatch(
    /^Outputs in .*outputs\.json:\n\tslack:soc\n\tslack:ops\n\n\taws-sns:oncall\n\n$/,
  );
  expect(all.status).toBe(0);
  expect(JSON.parse(one.stdout)).toEqual([
    { service: 'aws-sns', descriptor: 'oncall', resource: 'topic' },
  ]);
  expect((await run('output list -s teams')).stdout).toContain('lists none');
});

test('a destination goes with its credentials, after the rules that name it', async () => {
  const { run, write, outputs, stored } = outputProject({});
  write(
    'rules/login.ts',
    `import { rule } from 'streamalert';
export const login = rule({
  name: 'a_login', description: 'x', severity: 'low', logs: ['acme:login'],
  outputs: ['slack:soc'], matches: () => true,
});`,
  );
  for (const name of ['soc', 'ops']) await run(`output set slack ${name} --set url=${url}`);

  const refused = await run('output remove slack soc', { input: 'no\n' });
  expect(refused).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('Nothing was removed'),
  });
  expect(refused.stderr).toContain('a_login');
  const unanswered = await run('output remove slack soc', { input: '' });
  expect(unanswered.status).toBe(1);
  expect(unanswered.stderr).toContain('Without a terminal: answer with --yes.');
  expect(unanswered.stderr).not.toContain('--set-env');
  expect(outputs()).toEqual({ slack: ['soc', 'ops'] });

  const removed = await run('output remove slack soc', { input: 'yes\n' });
  expect(removed).toMatchObject({ status: 0 });
  expect(outputs()).toEqual({ slack: ['ops'] });
  expect((await run('output remove slack soc --yes')).status).toBe(1);
  expect(await stored('slack', 'ops')).toEqual([{ descriptor: 'ops', url }]);
});

test('credentials that nothing names any more can be removed', async () => {
  const { run, write, root } = outputProject({});
  await run(`output set slack soc --set url=${url}`);
  write('conf/outputs.json', {});

  const { status, stdout } = await run('output remove slack soc --yes');

  expect(status).toBe(0);
  expect(stdout).toContain('its credentials from the encrypted file');
  expect(readFileSync(join(root, '.streamalert/secrets.json'), 'utf8')).not.toContain('soc');
});

test('the test alert says that it is one, and what came back is told without the secret', async () => {
  const server = await startTestServer((request, response) => {
    const isRight = request.path.startsWith('/right');
    response.writeHead(isRight ? 200 : 403).end(isRight ? 'ok' : `no: ${request.path}`);
  });
  onTestFinished(() => server.close());
  const { run } = outputProject({});
  await run(`output set slack right --set url=${server.url}/right/${canary}`);
  await run(`output set slack wrong --set url=${server.url}/wrong/${canary}`);

  const right = await run('output verify slack right');
  expect(right).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('delivered  slack:right'),
  });
  expect(server.requests).toHaveLength(1);
  expect(server.requests[0]?.body).toContain('streamalert_test_alert');
  expect(server.requests[0]?.body).toContain('This is a test of StreamAlert');

  const wrong = await run('output verify slack:wrong');
  expect(wrong.status).toBe(1);
  expect(wrong.stdout).toMatch(/FAILED {5}slack:wrong {2}.*403/);
  expect(wrong.stdout).toContain('streamalert output set slack wrong --update');

  const all = await run('output verify --all --json');
  expect(all.status).toBe(1);
  expect(JSON.parse(all.stdout)).toMatchObject([
    { output: 'slack:right', outcome: 'delivered' },
    { output: 'slack:wrong', outcome: 'failed' },
  ]);
  for (const { stdout, stderr } of [right, wrong, all]) {
    expect(stdout + stderr).not.toContain(canary);
  }
});

test('outputs without credentials need none, and no key is made for them', async () => {
  const { run, root } = outputProject({});

  const set = await run('output set file audit --set resource=audit.jsonl');
  const verify = await run(['output', 'verify', 'file', 'audit', '--data-dir', root]);

  expect(set).toMatchObject({ status: 0, stdout: expect.stringContaining('needs no credentials') });
  expect(verify).toMatchObject({ status: 0 });
  expect(readFileSync(join(root, 'audit.jsonl'), 'utf8')).toContain('streamalert_test_alert');
  expect(existsSync(join(root, 'config'))).toBe(false);
});

test('a credential that cannot be read fails its output, says why, and the others go on', async () => {
  const { run } = outputProject({});
  await run(`output set slack soc --set url=${url}`);
  await run('output set file audit --set resource=audit.jsonl');

  const { status, stdout } = await run('output verify --all', {
    env: { STREAMALERT_SECRETS_KEY: 'cd'.repeat(32) },
  });

  expect(status).toBe(1);
  expect(stdout).toContain('FAILED     slack:soc  the key from the environment variable');
  expect(stdout).toContain('2 outputs = delivered 1 + failed 1');
});

test('an output whose key is lost says where the key belongs', async () => {
  const { run, root } = outputProject({});
  await run(`output set slack soc --set url=${url}`);
  rmSync(join(root, 'config'), { recursive: true });

  const { status, stdout } = await run('output verify slack soc');
  const json = await run('output verify slack soc --json');

  expect(status).toBe(1);
  expect(stdout).toContain('             Name it with STREAMALERT_SECRETS_KEY_FILE');
  expect(stdout).toContain('             Where it is lost: move the file of secrets away');
  expect(stdout).not.toContain('Where its credentials are wrong');
  expect(JSON.parse(json.stdout)).toMatchObject([{ hint: expect.stringContaining('Name it') }]);
});

test('an output that needs something of the rule fails a test alert, and says so', async () => {
  const { run } = outputProject({});
  await run(['output', 'set', 'carbonblack', 'cb', '--set', `token=${canary}`, `url=${url}`]);

  const { status, stdout } = await run('output verify carbonblack cb');

  expect(status).toBe(1);
  expect(stdout).toMatch(/FAILED {5}carbonblack:cb {2}.*must set context\.carbonblack\.action/);
  expect(stdout).toContain('It needs something of the rule that a test alert does not have');
  expect(stdout).not.toContain('Where its credentials are wrong');
  expect(stdout).not.toContain(canary);
});

test('a skeleton has an example for every service, and is refused as it is', async () => {
  const { run, root, outputs } = outputProject({});

  const written = await run('output generate-skeleton');
  const file = join(root, 'outputs_to_configure.json');
  const skeleton = JSON.parse(readFileSync(file, 'utf8'));

  expect(written.status).toBe(0);
  expect(Object.keys(skeleton)).toEqual(services.map(({ service }) => service).toSorted());
  for (const [example] of Object.values<Record<string, string>[]>(skeleton)) {
    expect(Object.keys(example ?? {})).toEqual(Object.keys(example ?? {}).toSorted());
    expect(example).toHaveProperty('descriptor');
  }
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await run('output generate-skeleton --services slack')).status).toBe(0);

  const saved = await run('output set-from-file');
  expect(saved).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('slack[0].url is the example'),
  });
  expect(outputs()).toEqual({});
});

test('a file that somebody has filled in is not written over', async () => {
  const { run, write, root } = outputProject({});
  write('outputs_to_configure.json', { slack: [{ descriptor: 'soc', url }] });

  const refused = await run('output generate-skeleton');
  expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('--force') });
  expect(readFileSync(join(root, 'outputs_to_configure.json'), 'utf8')).toContain(canary);

  expect((await run('output generate-skeleton --force')).status).toBe(0);
  expect(readFileSync(join(root, 'outputs_to_configure.json'), 'utf8')).not.toContain(canary);
});

test('a file of outputs is saved whole, and says how many of each', async () => {
  const { run, write, outputs, stored } = outputProject({});
  write('outputs_to_configure.json', {
    slack: [
      { descriptor: 'soc', url },
      { descriptor: 'ops', url },
    ],
    'aws-sns': [{ descriptor: 'oncall', aws_value: 'topic' }],
    syslog: [{ descriptor: 'siem', host: 'siem.example.com', port: 6515, format: '' }],
  });

  const { status, stdout, stderr } = await run('output set-from-file');

  expect({ status, stderr }).toMatchObject({ status: 0 });
  expect(stdout).toContain('slack: 2 saved (soc, ops)');
  expect(stdout).toContain('delete the file');
  expect(stdout + stderr).not.toContain(canary);
  expect(outputs()).toEqual({
    slack: ['soc', 'ops'],
    'aws-sns': { oncall: 'topic' },
    syslog: ['siem'],
  });
  expect(await stored('syslog', 'siem')).toEqual([
    { descriptor: 'siem', host: 'siem.example.com', port: 6515 },
  ]);
});

test('everything that is wrong in a file is named by its place, and nothing is saved', async () => {
  const { run, write, outputs, root } = outputProject({ slack: ['there'] });
  write('outputs_to_configure.json', {
    slack: [
      { descriptor: 'soc', url },
      { descriptor: 'a b', url: canary },
      { descriptor: 'ops', url, urll: canary },
      canary,
      { url },
      { descriptor: 'soc', url: { text: canary } },
    ],
    slak: [{ descriptor: 'soc', url: canary }],
    teams: { descriptor: 'soc', url: canary },
    'aws-firehose': [{ descriptor: 'alerts', aws_value: 'stream' }],
    smtp: [{ descriptor: 's', host: 'h', port: 99_999, tls: canary, from_email: canary }],
  });

  const { status, stdout, stderr } = await run('output set-from-file');

  expect(status).toBe(1);
  for (const place of [
    'slack[1].url must be an address',
    'slack[1].descriptor must begin',
    'slack[2]: "urll" is no property of it; did you mean "url"?',
    'slack[3]: expected a map',
    'slack[4].descriptor must be text',
    'slack[5].url must be text',
    '"slak" is no output service; did you mean "slack"?',
    '"teams": expected a list',
    'aws-firehose[0].descriptor alerts is reserved',
    'smtp[0].port must be 65535 or less',
    'smtp[0].tls must be one of',
    'smtp[0].to_emails must not be empty',
  ]) {
    expect(stderr).toContain(place);
  }
  expect(stdout + stderr).not.toContain(canary);
  expect(outputs()).toEqual({ slack: ['there'] });
  expect(existsSync(join(root, '.streamalert/secrets.json'))).toBe(false);
});

test.each([
  [
    '{"slack": [{"descriptor": "there", "url": "https://x.example"}]}',
    'slack:there is there already',
  ],
  [
    '{"slack": [{"descriptor": "a", "url": "https://x.example"}, {"descriptor": "a", "url": "https://x.example"}]}',
    'slack:a is there twice',
  ],
  ['{"__proto__": [{"descriptor": "a"}]}', '"__proto__" is no output service'],
  [
    '{"slack": [{"__proto__": {"url": "x"}, "descriptor": "a"}]}',
    '"__proto__" is no property of it',
  ],
  [`{"slack": [{"url": "${canary}`, 'is no JSON'],
  ['{"slack": [], "slack": []}', 'a key twice'],
  [`["${canary}"]`, 'is no JSON object'],
  ['{}', 'names no destination'],
  ['', 'is no JSON'],
  ['['.repeat(200), 'is no JSON'],
])('a file like %s is refused', async (text, message) => {
  const { run, write, outputs } = outputProject({ slack: ['there'] });
  write('mine.json', text);

  const { status, stderr } = await run('output set-from-file --file mine.json');

  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(message) });
  expect(stderr).not.toContain(canary);
  expect(outputs()).toEqual({ slack: ['there'] });
});

test('a file that is not there is named; one with known names changes them with --update', async () => {
  const { run, write, stored } = outputProject({ slack: ['there'] });
  const missing = await run('output set-from-file');
  expect(missing.stderr).toContain('outputs_to_configure.json cannot be read (ENOENT)');

  write('outputs_to_configure.json', { slack: [{ descriptor: 'there', url }] });
  expect((await run('output set-from-file -u')).status).toBe(0);
  expect(await stored('slack', 'there')).toEqual([{ descriptor: 'there', url }]);
});

test('after a change of the key everything is still there, under another key', async () => {
  const { run, root, stored } = outputProject({});
  await run(`output set slack soc --set url=${url}`);
  const before = readFileSync(join(root, '.streamalert/secrets.json'), 'utf8');

  const { status, stdout } = await run('output rotate-key');

  expect(status).toBe(0);
  expect(stdout).toContain('The credentials of 1 output are encrypted with a new key');
  expect(readFileSync(join(root, '.streamalert/secrets.json'), 'utf8')).not.toBe(before);
  expect(await stored('slack', 'soc')).toEqual([{ descriptor: 'soc', url }]);
});
