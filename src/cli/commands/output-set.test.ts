import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { awsJson, awsRefusal } from '../../../testing/aws-service.ts';
import { startTestServer } from '../../../testing/http-server.ts';
import { canary, outputProject } from '../../../testing/output-project.ts';
import { outputOf, spawnCli } from '../../../testing/run-cli.ts';

const url = `https://hooks.example.com/${canary}`;

test('a destination is saved out of the environment, and says what to do next', async () => {
  const { run, outputsText, stored, everything } = outputProject(
    '{\n  "teams": ["z", "a"],\n  "slack": ["there"]\n}\n',
  );

  const { status, stdout, stderr } = await run('output set slack soc --set-env url=URL --yes', {
    env: { URL: url },
    input: '',
  });

  expect({ status, stderr }).toMatchObject({ status: 0 });
  expect(stdout).toContain('streamalert output verify slack soc');
  expect(stdout).toContain("'slack:soc'");
  expect(stderr).toContain('The key of the credentials: the file ');
  expect(outputsText()).toBe('{\n  "teams": ["z", "a"],\n  "slack": ["there", "soc"]\n}\n');
  expect(await stored('slack', 'soc')).toEqual([{ descriptor: 'soc', url }]);
  expect(stdout + stderr + everything()).not.toContain(canary);
});

test('answers are asked for again until they fit, and the descriptor until it is free', async () => {
  const { run, stored, outputs } = outputProject();
  const answers = ['', 'there', 'a b', 'a:b', '__proto__', 'soc', '', `no-url-${canary}`, url];

  const { status, stderr } = await run('output set slack', { input: `${answers.join('\n')}\n` });

  expect(status).toBe(0);
  expect(stderr.match(/Please supply a short and unique descriptor/g)).toHaveLength(6);
  expect(stderr.match(/Please supply URL of/g)).toHaveLength(3);
  expect(stderr).toContain('slack:there is there already; --update changes it');
  expect(stderr).toContain('url must be an address');
  expect(stderr).not.toContain(canary);
  expect(outputs()).toEqual({ slack: ['there', 'soc'] });
  expect(await stored('slack', 'soc')).toEqual([{ descriptor: 'soc', url }]);
});

test('what is optional may be left empty, and defaults are not written down', async () => {
  const { run, stored } = outputProject();

  const { status, stderr } = await run('output set aws-lambda-v2 fn', {
    input: 'arn:aws:lambda:us-east-1:123456789012:function:triage\n\n\n',
  });

  expect({ status, stderr }).toMatchObject({ status: 0 });
  expect(await stored('aws-lambda-v2', 'fn')).toEqual([
    {
      descriptor: 'fn',
      lambda_function_arn: 'arn:aws:lambda:us-east-1:123456789012:function:triage',
    },
  ]);
});

test('values come from standard input and from files, whole and with their types', async () => {
  const { run, write, stored } = outputProject();
  const pem = '-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----';
  write('ca.pem', `${pem}\n`);
  const values = {
    host: 'mail.example.com',
    port: 25,
    user: 'ana',
    from_email: 'a@example.com',
    password: canary,
  };

  const { status, stdout, stderr } = await run(
    'output set smtp team --from-stdin --set to_emails=b@example.com --set-file certificate_authority=ca.pem',
    { input: JSON.stringify(values) },
  );

  expect({ status, stderr }).toMatchObject({ status: 0 });
  expect(stdout + stderr).not.toContain(canary);
  expect(await stored('smtp', 'team')).toEqual([
    { ...values, descriptor: 'team', to_emails: 'b@example.com', certificate_authority: pem },
  ]);
});

test.each<[string, string, string, { input?: string; env?: NodeJS.ProcessEnv }]>([
  ['a misspelt service', 'output set slak soc --yes', 'Did you mean slack?', {}],
  ['no descriptor', 'output set slack --yes', 'a descriptor is needed', {}],
  ['what is missing', 'output set slack soc --yes', 'slack needs url', {}],
  ['an unknown property', `output set slack soc --set urll=${canary}`, 'Did you mean url?', {}],
  ['a value twice', `output set slack soc --set url=${canary} url=${canary}`, 'given twice', {}],
  ['no pair', `output set slack soc --set ${canary}`, '--set: expected name=value', {}],
  [
    'a variable that is not set',
    'output set slack soc --set-env url=NONE',
    'no such environment',
    {},
  ],
  ['a file that is not there', 'output set slack soc --set-file url=none', 'ENOENT', {}],
  ['no JSON', 'output set slack soc --from-stdin', 'no JSON', { input: `{"url": ${canary}` }],
  [
    'a hostile key',
    'output set slack soc --from-stdin',
    'is no property',
    { input: '{"__proto__": {"url": "x"}}' },
  ],
  [
    'an unknown store',
    `output set slack soc --set url=${canary} --store vault`,
    'expected one of file',
    {},
  ],
  ['an unknown option', `output set slack soc --sett url=${canary}`, 'unknown option', {}],
  [
    'the value of a variable in place of its name',
    `output set slack soc --set-env url=${url}`,
    'is not repeated here',
    {},
  ],
  [
    'the value of a variable and nothing else',
    `output set slack soc --set-env ${canary}==`,
    'is not repeated here',
    {},
  ],
  [
    'a value in base64 in place of a pair',
    `output set slack soc --set ${canary}=`,
    'is not repeated here',
    {},
  ],
  [
    'the content of a file in place of its path',
    `output set slack soc --set-file url=${canary}`,
    'the file cannot be read (ENOENT); its name is not repeated here',
    {},
  ],
  [
    'a content that no file has for a name',
    `output set slack soc --set-file url=${canary.repeat(300)}`,
    'the file cannot be read (ENAMETOOLONG)',
    {},
  ],
  [
    'a secret that is a key on standard input',
    'output set slack soc --from-stdin',
    'it is not repeated here',
    { input: JSON.stringify({ [canary]: 'url' }) },
  ],
])('%s: wrong usage, and nothing is changed', async (_, words, message, given) => {
  const { run, outputs, root } = outputProject();

  const { status, stdout, stderr } = await run(words, given);

  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
  expect(stdout + stderr).not.toContain(canary);
  expect(outputs()).toEqual({ slack: ['there'] });
  expect(existsSync(join(root, '.streamalert'))).toBe(false);
});

test.each([
  ['a taken name', ['slack', 'there', '--set', `url=${url}`], 'is there already'],
  ['a name with a colon', ['slack', 'a:b', '--set', `url=${url}`], 'no blanks and no colons'],
  ['a name with a blank', ['slack', 'a b', '--set', `url=${url}`], 'no blanks and no colons'],
  ['a name of programs', ['slack', '__proto__', '--set', `url=${url}`], 'must begin with a letter'],
  ['a name of a path', ['slack', '../x', '--set', `url=${url}`], 'must begin with a letter'],
  ['a huge name', ['slack', 'x'.repeat(5000), '--set', `url=${url}`], 'no more than 100'],
  ['a reserved name', ['aws-firehose', 'alerts', '--set', 'aws_value=x'], 'is reserved'],
  [
    'a huge value',
    ['slack', 'soc', '--set', `url=${url}${'x'.repeat(70_000)}`],
    'more than 60,000',
  ],
  ['a value of another form', ['slack', 'soc', '--set', `url=${canary}`], 'must be an address'],
  ['an empty value', ['slack', 'soc', '--set', 'url='], 'must not be empty'],
  [
    'a value that is none of the possible',
    ['smtp', 's', '--set', 'tls=no', 'host=h', 'from_email=a@b.example', 'to_emails=a@b.example'],
    'must be one of starttls',
  ],
])('%s is refused, and nothing is changed', async (_, words, message) => {
  const { run, outputs, root } = outputProject();

  const { status, stdout, stderr } = await run(['output', 'set', ...words]);

  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(message) });
  expect(stdout + stderr).not.toContain(canary);
  expect(outputs()).toEqual({ slack: ['there'] });
  expect(existsSync(join(root, '.streamalert/secrets.json'))).toBe(false);
});

test('an update changes what is given and keeps the rest; Enter keeps a stored value', async () => {
  const { run, stored, outputs } = outputProject({});
  const first = ['repository=acme/alerts', 'username=ana', `access_token=${canary}`];
  await run(['output', 'set', 'github', 'issues', '--set', ...first]);

  await run('output set github issues --update --set labels=soc');
  const { status, stderr } = await run('output set github issues -u', {
    input: '\nurgent\nben\n\n',
  });

  expect({ status, stderr }).toMatchObject({ status: 0 });
  expect(stderr).toContain('(Enter keeps acme/alerts)');
  expect(stderr).not.toContain(canary);
  expect(outputs()).toEqual({ github: ['issues'] });
  expect(await stored('github', 'issues')).toEqual([
    {
      access_token: canary,
      descriptor: 'issues',
      labels: 'urgent',
      repository: 'acme/alerts',
      username: 'ben',
    },
  ]);
});

test('the resource of an output that is there is changed by an update', async () => {
  const { run, outputs } = outputProject({ 'aws-sns': { oncall: 'old', other: 'x' } });

  const { status, stderr } = await run('output set aws-sns oncall -u --set aws_value=new');

  expect({ status, stderr }).toMatchObject({ status: 0 });
  expect(outputs()).toEqual({ 'aws-sns': { oncall: 'new', other: 'x' } });
});

test.each(['output slack'])('the form of earlier releases sets an output up: %s', async (words) => {
  const { run, outputs } = outputProject({});

  const { status, stderr } = await run(words, { input: `soc\n${url}\n` });

  expect({ status, stderr }).toMatchObject({ status: 0 });
  expect(stderr).toContain('Today: streamalert output set slack');
  expect(outputs()).toEqual({ slack: ['soc'] });
});

test.each([
  ['output', 'needs a second word'],
  ['output new', 'output new needs --service'],
  ['output lst', 'needs a second word'],
])('without a sub-command it is wrong usage: %s', async (words, message) => {
  const { status, stderr } = await outputProject().run(words);

  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
});

test('the end of the input is an error and leaves nothing behind', async () => {
  const { run, outputs, root } = outputProject();

  const { status, stderr } = await run('output set slack soc', { input: '' });

  expect(status).toBe(1);
  expect(stderr).toContain('the input ended before an answer');
  expect(outputs()).toEqual({ slack: ['there'] });
  expect(existsSync(join(root, '.streamalert'))).toBe(false);
});

test('credentials that cannot be saved leave the configuration as it is', async () => {
  const { run, outputsText, root } = outputProject();
  const before = outputsText();
  const set = `output set slack soc --set url=${url}`;

  const noKey = await run(set, { env: { STREAMALERT_SECRETS_KEY_FILE: '/nowhere/key' } });
  expect(noKey).toMatchObject({ status: 1, stderr: expect.stringContaining('/nowhere/key') });

  mkdirSync(join(root, '.streamalert'), { recursive: true });
  writeFileSync(join(root, '.streamalert/secrets.json'), `{"slack": {"url": "${canary}"}}`);
  const notEncrypted = await run(set);
  expect(notEncrypted).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('not encrypted'),
  });

  expect(noKey.stderr + notEncrypted.stderr).not.toContain(canary);
  expect(outputsText()).toBe(before);
});

test('a configuration that is no JSON, or not what it should be, is not written to', async () => {
  const { run, outputsText, write, root } = outputProject();
  for (const text of ['{"slack": ["there"', '{"slack": "there"}', '{"slack": [], "slack": []}']) {
    write('conf/outputs.json', text);

    const { status } = await run(`output set slack soc --set url=${url}`);

    expect(status).toBe(1);
    expect(outputsText()).toBe(text);
  }
  expect(existsSync(join(root, '.streamalert/secrets.json'))).toBe(false);
});

test('two that are set up at once are both there; of two with one name one is told', async () => {
  const { run, outputs, stored } = outputProject({});
  const names = ['a', 'b', 'c', 'c'];

  const runs = await Promise.all(
    names.map((name) =>
      run(`output set slack ${name} --set url=https://example.com/${name}`, { input: '' }),
    ),
  );

  expect(runs.map(({ status }) => String(status)).toSorted()).toEqual(['0', '0', '0', '1']);
  expect(outputs()).toEqual({ slack: expect.arrayContaining(['a', 'b', 'c']) });
  expect(await stored('slack', 'a', 'b', 'c')).toEqual(
    ['a', 'b', 'c'].map((name) => ({ descriptor: name, url: `https://example.com/${name}` })),
  );
});

test.each(['ssm', 'secrets-manager'])(
  'credentials go to %s where the configuration says so',
  async (store) => {
    const kept = new Map<string, string>();
    const server = await startTestServer((request, response) => {
      const body = JSON.parse(request.body);
      const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      if (['PutParameter', 'CreateSecret'].includes(action)) {
        kept.set(body.Name, body.Value ?? body.SecretString);
      }
      const value = kept.get(body.Name ?? body.SecretId);
      const isMissing =
        ['GetParameter', 'GetSecretValue', 'PutSecretValue'].includes(action) &&
        value === undefined;
      const answer = isMissing
        ? awsRefusal(store === 'ssm' ? 'ParameterNotFound' : 'ResourceNotFoundException', 400)
        : awsJson({ Parameter: { Value: value }, SecretString: value });
      return answer(request, response);
    });
    onTestFinished(() => server.close());
    const aws = {
      AWS_ENDPOINT_URL: server.url,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'k',
    };
    const { run, root } = outputProject({}, { secrets_store: store });

    const { status, stderr } = await run(`output set slack soc --set url=${url}`, {
      env: aws,
      input: '',
    });
    const got = await run('output get slack --json --reveal', { env: aws, input: '' });

    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect([...kept]).toEqual([['/acme/streamalert/outputs/slack/soc', JSON.stringify({ url })]]);
    expect(JSON.parse(got.stdout)).toEqual([{ descriptor: 'soc', url }]);
    expect(existsSync(join(root, '.streamalert/secrets.json'))).toBe(false);
  },
);

test('what AWS refuses leaves the configuration as it is', async () => {
  const server = await startTestServer(awsRefusal('AccessDeniedException', 400));
  onTestFinished(() => server.close());
  const { run, outputs } = outputProject();

  const { status, stderr } = await run(`output set slack soc --set url=${url} --store ssm`, {
    env: { AWS_ENDPOINT_URL: server.url, AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'k' },
    input: '',
  });

  expect(status).toBe(1);
  expect(stderr).toContain('/acme/streamalert/outputs/slack/soc: these AWS credentials may not');
  expect(outputs()).toEqual({ slack: ['there'] });
});

const script = '/usr/bin/script';
const hasScript =
  existsSync(script) && spawnSync(script, ['--version']).stdout.includes('util-linux');
if (!hasScript) console.warn('skipped: there is no "script" here to make a terminal with');

/** The command line at a real terminal: what it shows, and what is typed at what it asks. */
async function atTerminal(
  root: string,
  env: NodeJS.ProcessEnv,
  words: string,
  typed: readonly [RegExp, string][],
) {
  const node = join(import.meta.dirname, '../../../node_modules/.bin/node');
  const program = join(import.meta.dirname, '../../../bin/streamalert.js');
  const child = spawn(script, ['-qec', `${node} ${program} ${words}`, '/dev/null'], {
    cwd: root,
    env: { ...process.env, ...env, NO_COLOR: '1', TERM: 'xterm' },
  });
  let screen = '';
  let step = 0;
  let from = 0;
  child.stdout.on('data', (chunk) => {
    screen += String(chunk);
    const [pattern, text] = typed[step] ?? [];
    if (pattern === undefined || !pattern.test(screen.slice(from))) return;
    from = screen.length;
    step += 1;
    child.stdin.write(text ?? '');
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  return { status, screen };
}

test.skipIf(!hasScript)('at a terminal a secret is not shown while it is typed', async () => {
  const { root, env, stored } = outputProject({});

  const { status, screen } = await atTerminal(root, env, 'output set slack', [
    [/descriptor.*: /, 'soc\r'],
    [/webhook.*: /, `${url}\r`],
  ]);

  expect({ status, screen }).toMatchObject({ status: 0 });
  expect(screen).toContain('soc');
  expect(screen).not.toContain('canary');
  expect(await stored('slack', 'soc')).toEqual([{ descriptor: 'soc', url }]);
});

test.skipIf(!hasScript)('at a terminal one that is there is changed after a question', async () => {
  const { root, run, env, stored } = outputProject({});
  await run('output set slack soc --set url=https://example.com/old');

  const { status, screen } = await atTerminal(root, env, 'output set slack soc', [
    [/Change it\? \(yes or no\): /, 'yes\r'],
    [/webhook \(Enter keeps it\): /, `${url}\r`],
  ]);

  expect({ status, screen }).toMatchObject({ status: 0 });
  expect(await stored('slack', 'soc')).toEqual([{ descriptor: 'soc', url }]);
});

test.skipIf(!hasScript)(
  'Ctrl-C at a question ends it with 130, shows nothing and leaves nothing',
  async () => {
    const { root, env, outputs } = outputProject({});

    const { status, screen } = await atTerminal(root, env, 'output set slack soc', [
      [/webhook.*: /, `${canary}\u0003`],
    ]);

    expect({ status, screen }).toMatchObject({ status: 130 });
    expect(screen).not.toContain('canary');
    expect(screen).not.toContain('    at ');
    expect(outputs()).toEqual({});
    expect(existsSync(join(root, '.streamalert'))).toBe(false);
  },
);

test('a command that is killed while it asks leaves nothing', async () => {
  const { root, env, outputs } = outputProject({});
  const child = spawnCli(['output', 'set', 'slack'], root, env);
  const asked = outputOf(child, 'descriptor');
  child.stdin?.write('soc\n');
  await asked;
  child.kill('SIGKILL');
  await new Promise((resolve) => child.on('close', resolve));

  expect(outputs()).toEqual({});
});

/** A disk of 64 kB, where one may be made. */
function smallDisk(folder: string): boolean {
  if (process.getuid?.() !== 0) return false;
  mkdirSync(folder, { recursive: true });
  return spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0;
}

test('a full disk leaves the old credentials and the configuration', async ({ skip }) => {
  const { root, run, outputs } = outputProject({});
  const disk = join(root, 'disk');
  if (!smallDisk(disk)) return skip('a small disk can only be mounted by root');
  onTestFinished(() => void execFileSync('/bin/umount', [disk]));
  const env = { STREAMALERT_SECRETS_FILE: join(disk, 'secrets.json') };
  await run(`output set slack soc --set url=${url}`, { env });
  const before = readFileSync(join(disk, 'secrets.json'), 'utf8');
  spawnSync('/bin/dd', ['if=/dev/zero', `of=${join(disk, 'filler')}`, 'bs=1k', 'count=64']);

  const { status, stderr } = await run(`output set slack ops --set url=${url}`, { env });

  expect(status).toBe(1);
  expect(stderr).toMatch(/ENOSPC|disk is full/);
  expect(readFileSync(join(disk, 'secrets.json'), 'utf8')).toBe(before);
  expect(outputs()).toEqual({ slack: ['soc'] });
  rmSync(join(disk, 'filler'));
  expect((await run(`output set slack ops --set url=${url}`, { env })).status).toBe(0);
});

test('a variable that takes the place of what was saved is told', async () => {
  const { run } = outputProject({});

  const { stderr } = await run(`output set slack soc --set url=${url}`, {
    env: { STREAMALERT_OUTPUT_SLACK_SOC: '{"url": "x"}' },
  });

  expect(stderr).toContain('STREAMALERT_OUTPUT_SLACK_SOC is set, and counts in place');
});

test('a secret on the command line is warned of, and what is no secret is not', async () => {
  const { run } = outputProject({});

  const open = await run(`output set slack soc --set url=${url}`);
  const fine = await run('output set file audit --set resource=audit.jsonl');

  expect(open.stderr).toContain('warning: url stood on the command line');
  expect(open.stderr).toContain('--set-env url=VARIABLE');
  expect(open.stderr).not.toContain(canary);
  expect(fine.stderr).not.toContain('warning');
});

test('help says how to give values without showing them to others', async () => {
  const { status, stdout } = await outputProject().run('output set --help');

  expect(status).toBe(0);
  for (const words of [
    '--set-env',
    '--set-file',
    '--from-stdin',
    '--yes',
    '--update',
    'visible to other',
  ]) {
    expect(stdout).toContain(words);
  }
});
