import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inMemoryTerminal } from '../../../testing/in-memory-terminal.ts';
import { openState } from '../../adapters/local/sqlite/open-state.ts';
import { emptyTally, type QuarantinedRecord } from '../../domain/batch.ts';
import { runCli } from '../cli.ts';
import { commands } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-quarantine-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const origin = { service: 'http', resource: 'shop', cluster: 'prod', delivery: '1:0' };
const arrival = Date.parse('2026-03-14T11:42:07Z');
const nothingMissed = { missingKeys: [], unknownKeys: [], wrongTypes: [], other: [] };

const refused = (changes: Partial<QuarantinedRecord> = {}): QuarantinedRecord => ({
  origin,
  position: '1',
  reason: 'no schema fits',
  detail: 'nearest is shop:orders: unknown coupon',
  nearest: { ...nothingMissed, logType: 'shop:orders', unknownKeys: ['coupon'] },
  raw: '{"id":1,"coupon":"x"}',
  bytes: 21,
  receivedAt: arrival,
  ...changes,
});

function keep(...quarantined: readonly QuarantinedRecord[]) {
  const { state, close } = openState(join(folder, 'state.db'));
  const { length } = quarantined;
  const tally = { ...emptyTally(), records: length, quarantined: length, bytes: 1 };
  const result = { origin, tally, alerts: [], quarantined, ruleFailures: [], history: undefined };
  state.commit(result, { offset: 1, nextPosition: 2, done: false }, arrival);
  close();
}

async function run(words: string, terminal = inMemoryTerminal()) {
  const status = await runCli({
    argv: [...words.split(' '), '--data-dir', folder],
    groups: [{ title: 'Commands', commands }],
    terminal: terminal.terminal,
    cwd: folder,
    env: {},
    packageRoot: folder,
    version: '0',
  });
  return { status, out: terminal.out(), errors: terminal.errors(), bytes: terminal.bytes() };
}

test('the list counts records by what keeps them out, and says what to do', async () => {
  keep(
    refused(),
    refused({ receivedAt: arrival + 60_000 }),
    refused({ reason: 'not JSON', detail: 'cut off', nearest: null }),
  );

  const { status, out } = await run('quarantine list');

  expect(status).toBe(0);
  expect(out).toContain('3 records in quarantine');
  expect(out).toMatch(/2 × {2}unknown key "coupon"\n.*nearest shop:orders · source http:shop/);
  expect(out).toContain('2026-03-14 11:42:07Z to 2026-03-14 11:43:07Z · example 2');
  expect(out).toContain('1 ×  not JSON: cut off');
  expect(out).toContain('streamalert quarantine show 2');
});

test('the list can be of single records, filtered, and for programs', async () => {
  keep(refused(), refused({ reason: 'not JSON', nearest: null, position: '7', raw: '{"a' }));

  const records = await run('quarantine list --records --reason not-json');
  const kinds = await run('quarantine list --json --log-type shop:orders');
  const json = await run('quarantine list --records --json --since 2026-03-14');

  expect(records.out).toContain('http:shop · 1:0:7');
  expect(records.out).toContain('1 of 1 shown');
  expect(JSON.parse(kinds.out)).toMatchObject({
    records: 1,
    kinds: [
      {
        count: 1,
        source: { service: 'http', resource: 'shop' },
        first: '2026-03-14T11:42:07.000Z',
        example: 1,
      },
    ],
  });
  expect(JSON.parse(json.out)).toHaveLength(2);
});

test('an empty quarantine and one without such records are told apart', async () => {
  keep();
  expect((await run('quarantine list')).out).toContain('every record was classified');
  expect((await run('quarantine list --source x')).out).toContain('Nothing in quarantine');
});

test.each([
  ['quarantine list --reason bogus', 'is no reason; it is one of no-schema-fits'],
  ['quarantine show 99', 'there is no record 99'],
  ['quarantine show x', 'expected a number'],
  ['quarantine show 1;DROP', 'expected a number'],
  ['quarantine export --format xml', 'expected one of ndjson, raw'],
])('%s is wrong usage', async (words, message) => {
  keep(refused());

  const { status, errors } = await run(words);

  expect(status).toBe(2);
  expect(errors).toContain(message);
});

test('a state that is not there is said', async () => {
  expect((await run('quarantine list')).errors).toContain('there is no state');
});

test('show has everything about a record and what to do about it', async () => {
  keep(
    refused({
      raw: '{"id":12345678901234567890,"f":1.0,"coupon":"x"}',
      nearest: {
        ...nothingMissed,
        logType: 'shop:orders',
        missingKeys: ['at'],
        unknownKeys: ['coupon'],
        wrongTypes: ['id: expected integer, found "x"'],
      },
    }),
  );

  const { status, out } = await run('quarantine show 1');

  expect(status).toBe(0);
  for (const text of [
    'http:shop in cluster prod',
    '2026-03-14 11:42:07Z',
    'missing  at',
    'unknown  coupon',
    'type     id: expected integer, found "x"',
    '    "id": 12345678901234567890,\n    "f": 1.0,',
    '"unknown_keys": "keep"',
    '"optional_top_level_keys"',
    'streamalert reprocess --log-type shop:orders --dry-run',
  ]) {
    expect(out).toContain(text);
  }
});

test('show lets no character of a record act on the terminal', async () => {
  const hostile = 'a\u001b]0;owned\u0007\u202ebc\u009b31m\tend';
  keep(
    refused({
      raw: hostile,
      detail: hostile,
      nearest: null,
      origin: { ...origin, delivery: hostile },
    }),
  );

  const { out } = await run('quarantine show 1');
  const list = await run('quarantine list --records');

  // oxlint-disable-next-line no-control-regex
  const harmful = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;
  expect(out).not.toMatch(harmful);
  expect(list.out).not.toMatch(harmful);
  expect(out).toContain('a\\u001b]0;owned\\u0007\\u202ebc\\u009b31m\\tend');
});

test('show cuts what is long where a person watches, and says how to see all of it', async () => {
  const raw = JSON.stringify(Array.from({ length: 200 }, (_, n) => n));
  keep(refused({ raw }), refused({ raw: 'x'.repeat(5000) }));
  const watched = () => inMemoryTerminal({ isInteractive: true });

  const cut = await run('quarantine show 1', watched());
  const long = await run('quarantine show 2', watched());
  const whole = await run('quarantine show 1 --whole', watched());
  const piped = await run('quarantine show 2');

  expect(cut.out).toMatch(/… 162 more lines\. All of it: streamalert quarantine show 1 --whole/);
  expect(cut.out).not.toContain('199');
  expect(long.out).toMatch(/x… 3000 more characters/);
  expect(whole.out).toContain('199');
  expect(piped.out).toContain('x'.repeat(5000));
});

test('show dumps what is no text, and names the place of what is not kept', async () => {
  keep(
    refused({ raw: '\u00ff\u0000A', encoding: 'latin1', reason: 'not UTF-8', nearest: null }),
    refused({ raw: undefined, bytes: 2_000_000 }),
  );

  expect((await run('quarantine show 1')).out).toMatch(/00000000 {2}ff 00 41 +\.\.A/);
  expect((await run('quarantine show 2')).out).toContain('it stands in 1:0:1');
  expect(JSON.parse((await run('quarantine show 2 --json')).out)).toMatchObject({ id: 2 });
});

test('a raw export has what arrived, byte for byte, on lines that can be read again', async () => {
  keep(
    refused({ raw: 'plain é line' }),
    refused({ raw: '\u00ff\u00fe', encoding: 'latin1' }),
    refused({ raw: '{\r\n  "a": "x\\ny"\n}' }),
    refused({ raw: 'two\nlines' }),
    refused({ raw: '{"n":2}', payload: '{"Records":[{"n":2}]}' }),
    refused({ raw: undefined, position: '9' }),
  );

  const { status, bytes, errors } = await run('quarantine export --format raw');

  const expected = [
    Buffer.from('plain é line\n'),
    Buffer.from([0xff, 0xfe, 0x0a]),
    Buffer.from('{   "a": "x\\ny" }\n'),
    Buffer.from('two\nlines\n'),
    Buffer.from('{"Records":[{"n":2}]}\n'),
  ];
  expect(bytes.toString('latin1')).toBe(Buffer.concat(expected).toString('latin1'));
  expect(status).toBe(1);
  expect(errors).toContain('5 records written');
  expect(errors).toContain('1 record too large to be kept');
  expect(errors).toContain('6  "1:0" at 9');
  expect(errors).toContain('1 JSON document over several lines put on one line');
  expect(errors).toContain('1 record over several lines written as they are');
});

test('an export to a file is readable by its owner alone and closes with a count', async () => {
  keep(...Array.from({ length: 2500 }, (_, n) => refused({ raw: `{"n":${n}}` })));
  const out = join(folder, 'kept.ndjson');

  const { status, out: said } = await run(`quarantine export --out ${out} --json`);
  const nowhere = await run(`quarantine export --out ${join(folder, 'none', 'x')}`);

  const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
  expect(status).toBe(0);
  expect(lines).toHaveLength(2500);
  expect(JSON.parse(lines[2499] ?? '')).toMatchObject({ id: 2500, raw: '{"n":2499}' });
  expect(JSON.parse(said)).toMatchObject({ format: 'ndjson', records: 2500, notKeptCount: 0 });
  expect(nowhere.status).toBe(2);
  expect(existsSync(join(folder, 'none'))).toBe(false);
});
