import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { inMemoryTerminal } from '../../../testing/in-memory-terminal.ts';
import { ended, outputOf, runCli, spawnCli } from '../../../testing/run-cli.ts';
import { runCli as runInProcess } from '../cli.ts';
import { commands } from './index.ts';

const root = join(import.meta.dirname, '../../..');
const template = join(root, 'templates/project');
const ruleFile = 'rules/acme_vpn/unmanaged-device.ts';
const eventFile = 'rules/acme_vpn/unmanaged-device.events.json';

let cwd = '';
beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'test-')));
  for (const folder of ['conf', 'rules', 'matchers']) {
    cpSync(join(template, folder), join(cwd, folder), { recursive: true });
  }
  // The template names log types of schemas that "new" adds.
  const cluster = { id: 'local', data_sources: {}, classifier_config: {} };
  writeFileSync(join(cwd, 'conf/clusters/local.json'), JSON.stringify(cluster));
});

const run = (...args: readonly string[]) => runCli(['test', ...args], { cwd });

function edit(file: string, change: (text: string) => string) {
  const path = join(cwd, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

const addEvent = (event: object) =>
  edit(eventFile, (text) => JSON.stringify([...JSON.parse(text), event]));

const breakRule = () =>
  edit(ruleFile, (text) =>
    text.replace("record.groups?.includes('b", "record.groups?.includes('B"),
  );

test('everything passes: one line', async () => {
  expect(await run()).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringMatching(/^✓ 4 passed {3}\d\.\d s\n$/),
  });
});

test('a failure tells rule, event, what was read and where to go', async () => {
  breakRule();

  const { status, stdout } = await run();

  expect(status).toBe(1);
  expect(stdout).toMatch(
    /^✗ acme_vpn_unmanaged_device › those who may use their own device +expected no alert, got one$/m,
  );
  expect(stdout).toMatch(/^ {4}record +acme_vpn:session$/m);
  expect(stdout).toMatch(/^ {4}matcher +isEmployee +true$/m);
  expect(stdout).toMatch(/^ {4}where +device\.managed +false +holds$/m);
  expect(stdout).toMatch(/^ +read groups(\[0\])? = .*"bring-your-own-device"/m);
  expect(stdout).toMatch(/^ {4}rules\/acme_vpn\/unmanaged-device\.ts:4:\d+$/m);
  expect(stdout).toMatch(/^ {4}rules\/acme_vpn\/unmanaged-device\.events\.json:34$/m);
  expect(stdout).toMatch(/^✗ 1 failed {3}✓ 3 others/m);
});

test('--verbose shows every event in full, failing ones with the reasons', async () => {
  breakRule();

  const { stdout } = await run('--verbose');

  expect(stdout).toContain(`File: ${eventFile}`);
  expect(stdout).toMatch(/Test #01:\n\n {4}Description: an employee[^]*Classification: Pass/);
  expect(stdout).toContain('        Classified Type: acme_vpn:session\n');
  expect(stdout).toContain('        Expected Rules: acme_vpn_unmanaged_device\n');
  expect(stdout).toMatch(/Test #04:[^]*Rules: Fail[^]*Expected Rules: <None>[^]*Why:/);
});

test('--quiet leaves warnings out, the default shows them', async () => {
  addEvent({
    description: 'x',
    log: 'acme_vpn:session',
    override_record: { user: 'a' },
    trigger_rules: [],
    extra: 1,
  });

  expect((await run()).stdout).toContain(
    '! rules/acme_vpn/unmanaged-device.events.json:1: unknown keys: "extra"',
  );
  expect((await run('-q')).stdout).toMatch(/^✓ 5 passed/);
});

test('--json is one document, --junit a file', async () => {
  breakRule();

  const { status, stdout } = await run('--json', '--junit', 'reports/of/today.xml');

  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    passed: false,
    totals: { events: 4, passed: 3, failed: 1 },
    files: [{ shown: eventFile }],
    typeErrors: [],
  });
  const xml = readFileSync(join(cwd, 'reports/of/today.xml'), 'utf8');
  expect(xml).toContain('<testsuites name="streamalert" tests="4" failures="1"');
  expect(xml).toContain(
    '<failure message="acme_vpn_unmanaged_device: expected no alert, got one">',
  );
});

test('text from events cannot break the JUnit file', async () => {
  addEvent({
    description: '<b>&"\u0000\u001b[31m',
    log: 'acme_vpn:session',
    override_record: { user: 'a' },
    trigger_rules: ['nope'],
  });
  await run('--junit', 'report.xml');

  const xml = readFileSync(join(cwd, 'report.xml'), 'utf8');
  expect(xml).toContain('name="5 &lt;b&gt;&amp;&quot;[31m"');
});

test('a broken event file and a rule that does not load fail the run, the others still run', async () => {
  writeFileSync(join(cwd, 'rules/broken.events.json'), '[{]');
  writeFileSync(join(cwd, 'rules/broken.ts'), 'export const x = ;');

  const { status, stdout } = await run();

  expect(status).toBe(1);
  expect(stdout).toMatch(/^✗ rules\/broken\.events\.json {2}is not JSON: line 1, column 3/m);
  expect(stdout).toMatch(/rules\/broken\.ts\n +1:18 +error/);
  expect(stdout).toMatch(/^✗ 1 broken file {3}✗ 1 broken rule {3}✓ 4 passed/m);
});

test('filters select files and rules; what selects nothing is an error', async () => {
  expect((await run('-f', 'unmanaged-device')).stdout).toMatch(/^✓ 4 passed/);
  expect((await run('-r', 'acme_vpn_unmanaged_device')).stdout).toMatch(
    /^✓ 1 passed {3}3 left out/,
  );
  expect((await run('--rules', 'acme_vpn_unmanaged_device')).stdout).toMatch(/^✓ 1 passed/);
  expect(await run('-r', 'nobody')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('nothing was tested: no event expects nobody'),
  });
  expect((await run('-f', 'nothing')).status).toBe(1);
});

test.each([
  [['lives'], '<stage>: expected one of rules, classifier, live'],
  [['classifier', '--stats'], '"test classifier" knows no --stats'],
  [['classifier', '--coverage', '-n', '2'], 'knows no --repeat and no --coverage'],
  [['live', '--watch'], '"test live" knows no --watch'],
  [['--cluster', 'prod'], '"test rules" knows no --cluster'],
  [['--coverage', '-r', 'a'], '--coverage looks at all events'],
  [['--watch', '--json'], '--watch runs for a person'],
  [['-f', 'a', '-r', 'b'], '--test-files and --test-rules exclude each other'],
  [['-v', '-q'], '--verbose and --quiet exclude each other'],
  [['-d', 'nowhere'], '--rules-dir: there is no directory "nowhere"'],
  [['-n', '1001'], '--repeat: expected at most 1000'],
])('%j is wrong usage', async (args, message) => {
  const { terminal, errors } = inMemoryTerminal();

  const status = await runInProcess({
    argv: ['test', ...args],
    groups: [{ title: 'Commands', commands }],
    terminal,
    cwd,
    env: {},
    packageRoot: root,
    version: '0.0.0',
  });

  expect(status).toBe(2);
  expect(errors()).toContain(message);
});

test('rules that never end, or end the program, fail the run and are named with their place', async () => {
  const body = (name: string, code: string) =>
    `export const ${name} = rule({ name: '${name}', logs: ['acme_vpn:session'], matches: ${code} });`;
  writeFileSync(
    join(cwd, 'rules/bad.ts'),
    [
      "import { rule } from 'streamalert';",
      body('loops', "(record) => { while (record.user === 'dana') {} return false; }"),
      body('exits', '() => process.exit(0)'),
    ].join('\n'),
  );

  const { status, stdout } = await run('--skip-types', '--rule-seconds', '0.5');

  expect(status).toBe(1);
  expect(stdout).toMatch(
    /failed +loops: did not come to an end within 0\.5 s \(rules\/bad\.ts:2:\d+\)/,
  );
  expect(stdout).toMatch(/failed +exits: .*process\.exit.*rules\/bad\.ts:3:\d+/);
  expect(stdout).toMatch(/^✗ 4 failed/m);
});

test('--coverage shows what the events leave untried', async () => {
  const { status, stdout } = await run('--coverage', '--skip-types');
  const json = await run('--coverage', '--skip-types', '--json');

  expect(status).toBe(0);
  expect(stdout).toMatch(/Coverage: \d of 1 rules have events for everything they ask/);
  expect(stdout).toMatch(/^ {2}rules\n {4}acme_vpn_unmanaged_device {2}\(1 event that alert/m);
  expect(JSON.parse(json.stdout).coverage.totals).toEqual({ rules: 1, complete: 0 });
});

test('former names run what they have become', async () => {
  const { status, stdout, stderr } = await runCli(
    [
      'lambda',
      'test',
      '--processor',
      'all',
      '--rules',
      'acme_vpn_unmanaged_device',
      '--skip-types',
    ],
    { cwd },
  );

  expect(status).toBe(0);
  expect(stdout).toMatch(/^✓ 1 passed {3}3 left out/);
  expect(stderr).toBe(
    'warning: "lambda" is a former name. Today: streamalert test rules --publish\n',
  );
});

test('without a project there is nothing to test', async () => {
  rmSync(join(cwd, 'conf'), { recursive: true });

  const { status, stderr } = await run();

  expect(status).toBe(2);
  expect(stderr).toContain('there is no conf/ here');
  expect(stderr).toContain('streamalert new');
});

test('a configuration that is refused is told with its findings', async () => {
  writeFileSync(join(cwd, 'conf/global.json'), '{');

  const { status, stderr } = await run();

  expect(status).toBe(1);
  expect(stderr).toMatch(/conf\/global\.json\n +1:2/);
});

test('a run is repeated until one fails, with statistics', async () => {
  const { status, stdout } = await run('--repeat', '2', '--stats', '--skip-types');

  expect(status).toBe(0);
  expect(stdout).toMatch(/Repetition # 1\n[^]*Repetition # 2\n/);
  expect(stdout).toMatch(
    /Rule statistics:\n {2}acme_vpn_unmanaged_device {2}\d+\.\d{8} ms, 2 calls/,
  );
});

test('a field that the schema lacks is a type error with its place, unless types are skipped', async () => {
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(join(root, 'node_modules/typescript'), join(cwd, 'node_modules/typescript'));
  const config = {
    extends: join(template, 'tsconfig.json'),
    compilerOptions: {
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
      paths: { streamalert: [join(root, 'src/index.ts')] },
    },
    include: ['rules', 'streamalert-env.d.ts'],
  };
  writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
  expect(await run()).toMatchObject({ status: 0, stdout: expect.stringMatching(/^✓ 4 passed/) });

  edit(ruleFile, (text) => text.replace('${record.user}', '${record.usr}'));
  const { status, stdout } = await run();

  expect(status).toBe(1);
  expect(stdout).toMatch(
    /^rules\/acme_vpn\/unmanaged-device\.ts:\d+:\d+ - error: Property 'usr' does not exist .*Did you mean 'user'\?$/m,
  );
  expect(stdout).toMatch(/^✗ 1 type error {3}✓ 4 passed/m);
  expect((await run('--skip-types')).status).toBe(0);
});

test('--watch runs again within two seconds of a save, with the module as it is now', async () => {
  const child = spawnCli(['test', '--watch', '--skip-types'], cwd);
  try {
    await outputOf(child, '4 passed');
    const began = performance.now();
    const again = outputOf(child, /✗ 1 failed/);
    breakRule();
    await again;

    expect(performance.now() - began).toBeLessThan(4000);
  } finally {
    child.kill('SIGINT');
  }
  expect(await ended(child)).toBe(130);
});

test('--watch runs one file of events alone, and everything after a mistake in a rule is mended', async () => {
  mkdirSync(join(cwd, 'rules/more'));
  writeFileSync(join(cwd, 'rules/more/x.events.json'), '[]');
  const child = spawnCli(['test', '--watch', '--skip-types'], cwd);
  const sound = readFileSync(join(cwd, ruleFile), 'utf8');
  try {
    await outputOf(child, '4 passed');
    const one = outputOf(child, /which is all that is run[^]*✓ 1 passed/);
    writeFileSync(
      join(cwd, 'rules/more/x.events.json'),
      JSON.stringify(JSON.parse(readFileSync(join(cwd, eventFile), 'utf8')).slice(0, 1)),
    );
    await one;
    const broken = outputOf(child, /unmanaged-device\.ts[^]*broken rule/);
    writeFileSync(join(cwd, ruleFile), `${sound}\n)`);
    await broken;
    const mended = outputOf(child, /✓ 5 passed/);
    writeFileSync(join(cwd, ruleFile), sound);
    await mended;
  } finally {
    child.kill('SIGINT');
  }
  expect(await ended(child)).toBe(130);
});
