import { cpSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../../testing/run-cli.ts';
import { openState } from '../../adapters/local/sqlite/open-state.ts';

const rules = `
import { at, rule } from 'streamalert';

export const second = rule({
  name: 'b_second',
  description: 'Something happened',
  severity: (record) => (at(record, 'x') === 'a' ? 'high' : 'low'),
  logs: ['web:access', 'web:error'],
  outputs: ['file:alerts'],
  dynamicOutputs: [function ownerOf() { return []; }],
  mergeBy: { keys: ['x'], windowMinutes: 5 },
  matches: (record) => record.x === 'y',
});
export const first = rule({ name: 'a_first', severity: 'critical', disabled: true, datatypes: ['user'], where: { x: 1 } });
export const bad = rule({ name: 'bad', logs: ['web:access'], titel: 'x', where: { x: 'y' } });
`;

const files: Readonly<Record<string, string>> = {
  'conf/schemas/web.json': JSON.stringify({
    'web:access': { parser: 'json', schema: { x: 'string' } },
    'web:error': {
      parser: 'json',
      schema: { x: 'string', y: 'string' },
      configuration: { normalization: { user: ['x'] } },
    },
  }),
  'rules/r.ts': rules,
};

function project(): string {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'rules-list-')));
  const template = join(import.meta.dirname, '../../../templates/project/conf');
  cpSync(template, join(cwd, 'conf'), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return cwd;
}

test('rules are listed by name with all that is declared, and those that are left out are told', async () => {
  const cwd = project();

  const { status, stdout, stderr } = await runCli(['rules', 'list', '--json'], { cwd });

  expect(status).toBe(0);
  expect(stderr).toContain('left out  rules/r.ts: bad.titel: "titel" is no option');
  expect(stderr).toContain('Did you mean "title"?');
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    rules: [
      {
        name: 'a_first',
        description: 'No rule description provided',
        severity: 'critical',
        attack: [],
        tags: [],
        author: null,
        logs: [],
        datatypes: ['user'],
        outputs: [],
        dynamicOutputs: [],
        mergeBy: null,
        disabled: true,
        staged: null,
        file: 'rules/r.ts',
        line: 14,
        checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      expect.objectContaining({
        name: 'b_second',
        severity: null,
        logs: ['web:access', 'web:error'],
        dynamicOutputs: ['ownerOf'],
        mergeBy: { keys: ['x'], windowMinutes: 5 },
        disabled: false,
        line: 4,
      }),
    ],
  });
});

test('a person sees place, log types, outputs and state in numbers that add up', async () => {
  const cwd = project();

  const all = await runCli(['rules', 'list'], { cwd });
  const some = await runCli(['rules', 'list', '--log-type', 'web:access'], { cwd });
  const none = await runCli(['rules', 'list', '--log-type', 'no:such'], { cwd });

  expect(all.stdout).toContain(
    '  CRITICAL  a_first  disabled\n            rules/r.ts:14 · any log with user',
  );
  expect(all.stdout).toContain(
    'DEPENDS   b_second\n            rules/r.ts:4 · web:access +1 · file:alerts +1',
  );
  expect(all.stdout).toContain('2 rules = 1 live + 1 disabled; which are staged is known once');
  expect(some.stdout).toContain('b_second');
  // A rule that names datatypes alone is asked about log types that have them, and this one has none.
  expect(some.stdout).not.toContain('a_first');
  expect(none).toMatchObject({ status: 2, stdout: '' });
  expect(none.stderr).toContain('there is no log type "no:such"');
});

test('which rules are staged stands in the state', async () => {
  const cwd = project();
  mkdirSync(join(cwd, '.streamalert'));
  const { rules: table, close } = openState(join(cwd, '.streamalert/state.db'));
  const change = { now: 1, by: 'test' };
  table.sync(
    [
      { name: 'a_first', stagingHours: 1 },
      { name: 'b_second', stagingHours: 1 },
    ],
    { newRules: 'live', missingRules: 'delete' },
    change,
  );
  table.stage('b_second', change);
  close();

  const { stdout } = await runCli(['rules', 'list'], { cwd });

  expect(stdout).toContain('b_second  staged');
  expect(stdout).toContain('2 rules = 0 live + 1 staged + 1 disabled');
});
