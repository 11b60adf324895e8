import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../../../testing/run-cli.ts';
import { openState } from '../../adapters/local/sqlite/open-state.ts';
import { emptyTally } from '../../domain/batch.ts';

const schemaFile = `{
  "gate:entry": {
    "schema": {"gate": "integer", "badge": "string", "note": "string"},
    "parser": "json",
    "configuration": {
      "optional_top_level_keys": ["note"]
    }
  }
}
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diff-'));
  mkdirSync(join(folder, 'conf/schemas'), { recursive: true });
  writeFileSync(join(folder, 'conf/schemas/gate.json'), schemaFile);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, records: readonly object[]): void =>
  writeFileSync(join(folder, name), records.map((record) => JSON.stringify(record)).join('\n'));

const diff = (...args: readonly string[]) =>
  runCli(['schema', 'diff', 'gate:entry', ...args], { cwd: folder });

test('what fits is no difference, and optional fields that are absent are none', async () => {
  put('good.jsonl', [{ gate: 1, badge: 'x' }]);

  const { status, stdout } = await diff('good.jsonl');

  expect(status).toBe(0);
  expect(stdout).toContain('gate:entry: 1 records compared, 1 of them fit');
  expect(stdout).toMatch(/never seen\n {4}note +optional/);
});

test('differences are told, and the patch makes the schema fit when it is applied', async () => {
  put('new.jsonl', [
    { gate: 1, badge: 'x' },
    { gate: 1, badge: 'x', door: { side: 'north' } },
    { gate: 'one', badge: 'x' },
  ]);

  const { status, stdout, stderr } = await diff('new.jsonl', '--write-patch', 'gate.patch');

  expect(status).toBe(1);
  expect(stdout).toMatch(
    /door +in 33 % \(1 of 3\) {2}map, as a field \{\} {2}such as \{"side":"north"\}/,
  );
  expect(stdout).toMatch(/gate +declared integer, found text in 33 % \(1 of 3\), such as "one"/);
  expect(stderr).toContain('patch -p1 < gate.patch');
  expect(readFileSync(join(folder, 'conf/schemas/gate.json'), 'utf8')).toBe(schemaFile);

  execFileSync('git', ['apply', 'gate.patch'], { cwd: folder });
  const after = await diff('new.jsonl');
  expect(after.status).toBe(0);
  expect(after.stdout).toContain('3 records compared, 3 of them fit');
});

test('a JSON Patch and a report for programs are written on request', async () => {
  put('new.jsonl', [{ gate: 1, badge: 'x', door: 'n' }]);

  const { stdout } = await diff('new.jsonl', '--json', '--write-patch', 'gate.json');

  const operations = JSON.parse(readFileSync(join(folder, 'gate.json'), 'utf8'));
  expect(operations).toEqual([
    { op: 'add', path: '/gate:entry/schema/door', value: 'string' },
    { op: 'add', path: '/gate:entry/configuration/optional_top_level_keys/-', value: 'door' },
  ]);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    logType: 'gate:entry',
    records: 1,
    fitting: 0,
    newKeys: [{ path: ['door'], count: 1, of: 1, kinds: ['text'], type: 'string' }],
    patch: operations,
  });
});

test('without files the quarantine of the running product is looked at', async () => {
  mkdirSync(join(folder, '.streamalert'));
  const { state, close } = openState(join(folder, '.streamalert/state.db'));
  const origin = { service: 'http', resource: 'gates', cluster: null, delivery: 'd' };
  const nearest = {
    logType: 'gate:entry',
    missingKeys: [],
    unknownKeys: ['door'],
    wrongTypes: [],
    other: [],
  };
  state.commit(
    {
      origin,
      tally: { ...emptyTally(), records: 1, quarantined: 1 },
      alerts: [],
      quarantined: [
        {
          origin,
          position: '1',
          reason: 'no schema fits',
          detail: 'x',
          nearest,
          raw: '{"gate":1,"badge":"x","door":2}',
          bytes: 31,
          receivedAt: 0,
        },
      ],
      ruleFailures: [],
      history: undefined,
    },
    { offset: 1, nextPosition: 2, done: false },
    0,
  );
  close();

  const { status, stdout } = await diff();

  expect(status).toBe(1);
  expect(stdout).toContain(
    'the quarantine in .streamalert: 1 records that came nearest to gate:entry',
  );
  expect(stdout).toMatch(/door +in all \(1 of 1\) {2}integer/);
});

test('a log type that is none is refused with the nearest name', async () => {
  const { status, stderr } = await runCli(['schema', 'diff', 'gate:entri', 'x'], { cwd: folder });

  expect(status).toBe(2);
  expect(stderr).toContain('Did you mean "gate:entry"?');
});

test('a file that cannot be read makes the status 3', async () => {
  const { status, stderr } = await diff('missing.jsonl');

  expect(status).toBe(3);
  expect(stderr).toContain('no such file');
});
