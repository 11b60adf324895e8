import { cpSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../../testing/run-cli.ts';

function project(): string {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'rules-new-')));
  cpSync(join(import.meta.dirname, '../../../templates/project'), cwd, { recursive: true });
  const list = {
    'trail:events': {
      parser: 'json',
      schema: { eventName: 'string', id: 'string' },
      configuration: { json_path: 'Records[*]' },
    },
  };
  writeFileSync(join(cwd, 'conf/schemas/trail.json'), JSON.stringify(list));
  const line = {
    'sshd:line': {
      parser: 'regex',
      schema: { user: 'string' },
      configuration: { pattern: '^login (?<user>\\w+)$' },
    },
  };
  writeFileSync(join(cwd, 'conf/schemas/sshd.json'), JSON.stringify(line));
  return cwd;
}

const begin = (cwd: string, name: string, ...logTypes: readonly string[]) =>
  runCli(['rules', 'new', name, ...logTypes.flatMap((each) => ['--log-type', each])], { cwd });

test('a rule begins with events that pass, whatever shape its log type has', async () => {
  const cwd = project();

  const made = await begin(cwd, 'acme_vpn_odd_hour', 'acme_vpn:session');
  await begin(cwd, 'trail_odd_call', 'trail:events');
  const tested = await runCli(['test', '--skip-types'], { cwd });

  expect(made).toMatchObject({ status: 0, stderr: '' });
  expect(made.stdout).toContain(
    '  rules/acme_vpn/odd-hour.ts\n  rules/acme_vpn/odd-hour.events.json\n',
  );
  expect(made.stdout).toContain('npx streamalert test --test-rules acme_vpn_odd_hour --watch');
  expect(readFileSync(join(cwd, 'rules/acme_vpn/odd-hour.ts'), 'utf8')).toContain(
    `where: { action: 'change.me' }`,
  );
  expect(tested).toMatchObject({ status: 0, stdout: expect.stringMatching(/^✓ 10 passed/) });
});

test('lines of text have to be pasted, which is said', async () => {
  const cwd = project();

  const made = await begin(cwd, 'ssh_login', 'sshd:line');

  expect(made.stdout).toContain('paste lines of the log into the events');
  expect(readFileSync(join(cwd, 'rules/sshd/ssh-login.events.json'), 'utf8')).toContain(
    'paste a line',
  );
});

test('what is there already stays as it is', async () => {
  const cwd = project();
  const file = join(cwd, 'rules/acme_vpn/unmanaged-device.ts');
  const before = readFileSync(file, 'utf8');

  const sameName = await begin(cwd, 'acme_vpn_unmanaged_device', 'acme_vpn:session');
  const sameFile = await begin(cwd, 'unmanaged_device', 'acme_vpn:session');

  expect(sameName).toMatchObject({ status: 2, stderr: expect.stringContaining('there is a rule') });
  expect(sameFile).toMatchObject({ status: 2, stderr: expect.stringContaining('exists already') });
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('a log type or name that will not do is refused with what was meant', async () => {
  const cwd = project();

  const misspelt = await begin(cwd, 'a', 'acme_vpn:sesion');
  const category = await begin(cwd, 'a', 'acme_vpn');
  const none = await begin(cwd, 'a');
  const name = await begin(cwd, 'a-b', 'acme_vpn:session');

  expect(misspelt.stderr).toContain('Did you mean acme_vpn:session?');
  expect(category.stderr).toContain('Did you mean acme_vpn:session?');
  expect(none.stderr).toContain('--log-type');
  expect(name.stderr).toContain('a name has letters, digits and "_"');
  expect([misspelt, category, none, name].map(({ status }) => status)).toEqual([2, 2, 2, 2]);
});
