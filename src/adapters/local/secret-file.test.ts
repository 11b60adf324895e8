import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { secretStoreContract } from '../../ports/secrets.contract.ts';
import { secretFile } from './secret-file.ts';

const canary = 'canary-Zf83kQ';
const rawKey = Buffer.alloc(32, 7).toString('base64');

function inFolder(env: Readonly<Record<string, string>> = { STREAMALERT_SECRETS_KEY: rawKey }) {
  const folder = mkdtempSync(join(tmpdir(), 'secret-file-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'data', 'secrets.json');
  const config = join(folder, 'config');
  const keys: string[] = [];
  const open = (changes: Readonly<Record<string, string>> = env) =>
    secretFile({
      file,
      env: { XDG_CONFIG_HOME: config, PATH: process.env['PATH'], ...changes },
      onKey: (from) => keys.push(from),
    });
  return { folder, file, config, keys, open };
}

const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: 'StreamAlertError', hint: expect.stringMatching(/./) });
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain(canary);
  return error instanceof Error ? error.message : '';
};

secretStoreContract('the encrypted file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'secret-file-'));
  return {
    store: secretFile({
      file: join(folder, 'secrets.json'),
      env: { STREAMALERT_SECRETS_KEY: rawKey },
    }),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

test('nothing of a credential is in the file, which its owner alone may read', async () => {
  const { file, open } = inFolder();

  await open().set('slack', 'soc', { url: canary });

  const text = readFileSync(file, 'utf8');
  for (const form of [canary, Buffer.from(canary).toString('base64'), 'url']) {
    expect(text).not.toContain(form);
  }
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(text)).toMatchObject({ format: 'streamalert-secrets', version: 1 });
});

test('the same credentials are never encrypted to the same text', async () => {
  const { file, open } = inFolder();
  const store = open();
  const entries = () => JSON.parse(readFileSync(file, 'utf8')).entries;

  await store.set('slack', 'soc', { url: canary });
  const first = entries();
  await store.set('slack', 'soc', { url: canary });

  expect(entries()[0].nonce).not.toBe(first[0].nonce);
  expect(entries()[0].text).not.toBe(first[0].text);
});

test.each([
  ['a passphrase', { STREAMALERT_SECRETS_KEY: 'correct horse battery staple' }],
  ['32 bytes in hexadecimal digits', { STREAMALERT_SECRETS_KEY: 'ab'.repeat(32) }],
  ['a command', { STREAMALERT_SECRETS_KEY_COMMAND: `printf '%s\\n' '${rawKey}'` }],
])('the key can be %s', async (_, env) => {
  const { open, config } = inFolder(env);

  await open().set('slack', 'soc', { url: canary });

  expect(await open().credentials('slack', 'soc')).toEqual({ url: canary });
  expect(existsSync(config)).toBe(false);
});

test('the key can be in a file, or handed over by systemd', async () => {
  const { open, folder } = inFolder();
  writeFileSync(join(folder, 'key'), `${rawKey}\n`);
  writeFileSync(join(folder, 'streamalert-key'), rawKey);

  await open().set('slack', 'soc', { url: canary });

  for (const env of [
    { STREAMALERT_SECRETS_KEY_FILE: join(folder, 'key') },
    { CREDENTIALS_DIRECTORY: folder },
  ]) {
    expect(await open(env).credentials('slack', 'soc')).toEqual({ url: canary });
  }
});

test('where nobody names a key one is made, outside of the data, and told once', async () => {
  const { open, config, keys } = inFolder({});

  await open().set('slack', 'soc', { url: canary });
  await open().set('slack', 'ops', { url: canary });

  const [name = ''] = readdirSync(join(config, 'streamalert', 'keys'));
  const key = join(config, 'streamalert', 'keys', name);
  expect(keys).toEqual([`the file ${key}`]);
  expect(statSync(key).mode & 0o777).toBe(0o600);
  expect(await open().credentials('slack', 'ops')).toEqual({ url: canary });

  chmodSync(key, 0o644);
  expect(await refusal(open().credentials('slack', 'soc'))).toContain('may be read by others');
});

test('a lost key is an error, and no new one is made in its place', async () => {
  const { open, config, file } = inFolder({});
  await open().set('slack', 'soc', { url: canary });
  const before = readFileSync(file, 'utf8');
  rmSync(config, { recursive: true });

  expect(await refusal(open().credentials('slack', 'soc'))).toContain('there is no key for');
  expect(await refusal(open().set('slack', 'ops', { url: canary }))).toContain('there is no key');

  expect(readFileSync(file, 'utf8')).toBe(before);
  expect(existsSync(config)).toBe(false);
  // Without the key it can be seen what is lost. What is left could not be sealed: nothing is taken away.
  expect(await open().list()).toEqual([{ service: 'slack', descriptor: 'soc' }]);
  expect(await refusal(open().remove('slack', 'soc'))).toContain('there is no key for');
  expect(await open().remove('slack', 'none')).toBe(false);
  expect(await open().credentials('slack', 'none')).toBeUndefined();
});

test.each([
  ['another key', { STREAMALERT_SECRETS_KEY: 'cd'.repeat(32) }, 'is not the one'],
  ['a short passphrase', { STREAMALERT_SECRETS_KEY: 'hunter2' }, 'is too short'],
  ['a file that is not there', { STREAMALERT_SECRETS_KEY_FILE: '/nowhere/key' }, 'ENOENT'],
  ['a folder', { STREAMALERT_SECRETS_KEY_FILE: '/' }, 'EISDIR'],
  ['a command that fails', { STREAMALERT_SECRETS_KEY_COMMAND: 'exit 3' }, 'status 3'],
  ['a command that says nothing', { STREAMALERT_SECRETS_KEY_COMMAND: 'true' }, 'printed nothing'],
  ['a command that says too much', { STREAMALERT_SECRETS_KEY_COMMAND: 'yes' }, 'too much'],
])('%s is refused', async (_, env, message) => {
  const { open } = inFolder();
  await open().set('slack', 'soc', { url: canary });

  expect(await refusal(open(env).credentials('slack', 'soc'))).toContain(message);
  expect(await refusal(open(env).set('slack', 'soc', { url: 'x' }))).toContain(message);
  expect(await open().credentials('slack', 'soc')).toEqual({ url: canary });
});

/** Two destinations, and a change of what lies on disk. */
async function tampered(
  change: (content: {
    id: string;
    entries: [Record<string, string>, Record<string, string>, ...Record<string, string>[]];
    [key: string]: unknown;
  }) => unknown,
) {
  const { open, file } = inFolder();
  await open().set('slack', 'a', { url: 'https://a.example' });
  await open().set('slack', 'b', { url: canary });
  const content = JSON.parse(readFileSync(file, 'utf8'));
  const changed = change(content) ?? content;
  writeFileSync(file, typeof changed === 'string' ? changed : JSON.stringify(changed));
  return refusal(open().credentials('slack', 'a'));
}

test.each<[string, Parameters<typeof tampered>[0], string]>([
  [
    'entries that changed places',
    ({ entries: [a, b] }) => void ([a['descriptor'], b['descriptor']] = ['b', 'a']),
    'was changed by somebody else',
  ],
  [
    'a text with a bit changed',
    ({ entries: [a] }) =>
      void (a['text'] = `${a['text']?.startsWith('A') ? 'B' : 'A'}${a['text']?.slice(1)}`),
    'was changed by somebody else',
  ],
  ['a shorter tag', ({ entries: [a] }) => void (a['tag'] = 'AAAA'), 'was changed by somebody else'],
  ['another file of secrets', (content) => void (content.id = '0'.repeat(16)), 'is not the one'],
  [
    'an entry in clear text',
    ({ entries }) => void entries.push({ service: 's', descriptor: 'd', url: canary }),
    'not encrypted',
  ],
  ['a further key in an entry', ({ entries: [a] }) => void (a['url'] = canary), 'not encrypted'],
  ['an entry twice', ({ entries }) => void entries.push(entries[0]), 'names a destination twice'],
  ['credentials in clear text', () => ({ slack: { soc: { url: canary } } }), 'is not encrypted'],
  ['no JSON', () => `{"url": "${canary}`, 'is not JSON'],
  ['an empty file', () => ' ', 'is not JSON'],
  ['another version', (content) => void (content['version'] = 2), 'another version'],
  ['lists in place of texts', (content) => void (content['check'] = []), 'is damaged'],
])('%s: refused', async (_, change, message) => {
  expect(await tampered(change)).toContain(message);
});

test.each<[string, (before: string, after: string) => unknown]>([
  [
    'an old entry that was put back',
    (before, after) => {
      const content = JSON.parse(after);
      content.entries[0] = JSON.parse(before).entries[0];
      return content;
    },
  ],
  [
    'an entry that was taken away',
    (_, after) => {
      const content = JSON.parse(after);
      content.entries.shift();
      return content;
    },
  ],
  [
    'the seal of an older file',
    (before, after) => ({ ...JSON.parse(after), seal: JSON.parse(before).seal }),
  ],
])('%s is told, whatever is asked for', async (_, change) => {
  const { open, file } = inFolder();
  await open().set('slack', 'a', { url: canary });
  await open().set('slack', 'b', { url: canary });
  const before = readFileSync(file, 'utf8');
  await open().set('slack', 'a', { url: 'new' });
  const changed = JSON.stringify(change(before, readFileSync(file, 'utf8')));
  writeFileSync(file, changed);

  const store = open();
  for (const work of [
    () => store.credentials('slack', 'a'),
    () => store.credentials('slack', 'b'),
    () => store.credentials('slack', 'none'),
    () => store.set('slack', 'c', { url: canary }),
    () => store.remove('slack', 'b'),
    () => store.rotateKey(),
  ]) {
    expect(await refusal(work())).toContain('was changed by somebody else');
  }
  expect(readFileSync(file, 'utf8')).toBe(changed);
});

test('what is left after a removal is sealed anew, and a running reader goes on', async () => {
  const { open } = inFolder();
  const [reader, writer] = [open(), open()];
  await writer.set('slack', 'a', { url: 'a' });
  await writer.set('slack', 'b', { url: 'b' });
  expect(await reader.credentials('slack', 'b')).toEqual({ url: 'b' });

  await writer.remove('slack', 'a');

  expect(await reader.credentials('slack', 'b')).toEqual({ url: 'b' });
  expect(await reader.credentials('slack', 'a')).toBeUndefined();
});

test('what another process changes is seen at once', async () => {
  const { open } = inFolder();
  const [reader, writer] = [open(), open()];
  await writer.set('slack', 'soc', { url: 'old' });
  expect(await reader.credentials('slack', 'soc')).toEqual({ url: 'old' });

  await writer.set('slack', 'soc', { url: 'new' });
  expect(await reader.credentials('slack', 'soc')).toEqual({ url: 'new' });

  await writer.remove('slack', 'soc');
  expect(await reader.credentials('slack', 'soc')).toBeUndefined();
});

test('processes that write at once lose nothing of each other', async () => {
  const { open, file } = inFolder();
  const program = `
    import { secretFile } from ${JSON.stringify(join(import.meta.dirname, 'secret-file.ts'))};
    const store = secretFile({ file: process.argv[1], env: process.env });
    for (let n = 0; n < 10; n++) await store.set('slack', process.argv[2] + n, { url: 'u' + n });`;
  const runs = ['a', 'b', 'c'].map(
    (name) =>
      new Promise((resolve) => {
        const env = { ...process.env, STREAMALERT_SECRETS_KEY: rawKey };
        spawn(process.execPath, ['--input-type=module', '-e', program, file, name], {
          env,
          stdio: 'inherit',
        }).on('close', resolve);
      }),
  );

  expect(await Promise.all(runs)).toEqual([0, 0, 0]);
  expect(await open().list()).toHaveLength(30);
  expect(await open().credentials('slack', 'c9')).toEqual({ url: 'u9' });
});

test('a process that is killed while it writes leaves the old credentials or the new ones', async () => {
  const { open, file } = inFolder();
  await open().set('slack', 'soc', { url: 'first' });
  const program = `
    import { secretFile } from ${JSON.stringify(join(import.meta.dirname, 'secret-file.ts'))};
    const store = secretFile({ file: process.argv[1], env: process.env });
    process.stdout.write('ready');
    for (let n = 0; ; n++) await store.set('slack', 'soc', { url: 'u' + n, filler: 'x'.repeat(100_000) });`;
  for (let round = 0; round < 4; round++) {
    const env = { ...process.env, STREAMALERT_SECRETS_KEY: rawKey };
    const child = spawn(process.execPath, ['--input-type=module', '-e', program, file], { env });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await new Promise((resolve) => setTimeout(resolve, 20 + round * 13));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.on('close', resolve));

    const { url } = (await open().credentials('slack', 'soc')) ?? {};
    expect(url).toMatch(/^(first|u\d+)$/);
  }
  await open().set('slack', 'soc', { url: 'after' });
  expect(await open().credentials('slack', 'soc')).toEqual({ url: 'after' });
});

test.each([
  ['one that was made', {}, {}, {}],
  [
    'one that is named',
    { STREAMALERT_SECRETS_KEY: rawKey },
    { STREAMALERT_SECRETS_NEW_KEY: 'another long passphrase' },
    { STREAMALERT_SECRETS_KEY: 'another long passphrase' },
  ],
])('the key is changed: %s', async (_, before, change, after) => {
  const { open, file } = inFolder(before);
  await open().set('slack', 'soc', { url: canary });
  const old = readFileSync(file, 'utf8');

  const { count } = await open({ ...before, ...change }).rotateKey();

  expect(count).toBe(1);
  expect(await open(after).credentials('slack', 'soc')).toEqual({ url: canary });
  // What somebody copied before is of no use with the new key.
  writeFileSync(file, old);
  expect(await refusal(open(after).credentials('slack', 'soc'))).toContain('is not the one');
});

test('a named key is not changed for one that nobody named, and nothing is rotated where nothing is', async () => {
  const { open } = inFolder();
  expect(await refusal(open().rotateKey())).toContain('there are no credentials');
  await open().set('slack', 'soc', { url: canary });

  expect(await refusal(open().rotateKey())).toContain('the new one has to be named as well');
  expect(await open().credentials('slack', 'soc')).toEqual({ url: canary });
});

test('a change of the key that was cut off after the new key was made opens with the old one', async () => {
  const { open, config } = inFolder({});
  await open().set('slack', 'soc', { url: canary });
  const [name = ''] = readdirSync(join(config, 'streamalert', 'keys'));
  const key = join(config, 'streamalert', 'keys', name);
  writeFileSync(key, `${rawKey}\n${readFileSync(key, 'utf8')}`);

  expect(await open().credentials('slack', 'soc')).toEqual({ url: canary });
  await open().rotateKey();
  expect(await open().credentials('slack', 'soc')).toEqual({ url: canary });
  expect(readFileSync(key, 'utf8').trim().split('\n')).toHaveLength(1);
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written is named', async () => {
  const { open, folder } = inFolder();
  mkdirSync(join(folder, 'data'), { mode: 0o500 });

  expect(await refusal(open().set('slack', 'soc', { url: canary }))).toContain('cannot be written');
});

test('a folder whose place is taken by a file is named, and no key is left behind', async () => {
  const { open, folder, config } = inFolder({});
  writeFileSync(join(folder, 'data'), '');

  expect(await refusal(open().set('slack', 'soc', { url: canary }))).toContain('cannot be written');
  expect(existsSync(join(config, 'streamalert', 'keys'))).toBe(false);
});

test('many that ask at once make the key of a passphrase once, and a key that comes later is found', async () => {
  const { open, folder } = inFolder();
  const counted = {
    STREAMALERT_SECRETS_KEY_COMMAND: `echo x >> ${join(folder, 'count')}; cat ${join(folder, 'key')}`,
  };
  await open().set('slack', 'soc', { url: canary });
  const store = open(counted);
  expect(await refusal(store.credentials('slack', 'soc'))).toContain('status 1');

  writeFileSync(join(folder, 'key'), rawKey);
  const all = await Promise.all([1, 2, 3].map(() => store.credentials('slack', 'soc')));

  expect(all).toEqual([{ url: canary }, { url: canary }, { url: canary }]);
  expect(readFileSync(join(folder, 'count'), 'utf8')).toBe('x\nx\n');
});
