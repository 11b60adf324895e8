import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LogType } from '../domain/log-type.ts';
import { readEventFile } from './read-event-file.ts';
import type { ReadEvent, TestEvent } from './test-event.ts';

const logType: LogType = {
  name: 'acme:login',
  category: 'acme',
  parser: 'json',
  fields: [
    { name: 'user', type: { kind: 'string' } },
    { name: 'kind', type: { kind: 'string' } },
    { name: 'count', type: { kind: 'integer' } },
    { name: 'share', type: { kind: 'float' } },
    { name: 'ok', type: { kind: 'boolean' } },
    { name: 'tags', type: { kind: 'list' } },
    { name: 'extra', type: { kind: 'any' } },
    {
      name: 'device',
      type: { kind: 'map', fields: [{ name: 'id', type: { kind: 'string' } }] },
    },
  ],
  optionalKeys: new Set(),
  envelope: [],
  optionalEnvelopeKeys: new Set(),
  embeddedJson: false,
  unknownKeys: 'reject',
  logPatterns: new Map([['kind', ['log*in', 'login']]]),
  parserOptions: {},
  usable: true,
  file: 'schemas/acme.json',
};

const now = Date.UTC(2026, 2, 14, 12, 0, 0);
const folder = mkdtempSync(join(tmpdir(), 'events-'));

function read(content: unknown, name = 'my_rule.events.json') {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return readEventFile(path, { cwd: folder, logTypes: new Map([[logType.name, logType]]), now });
}

const event = {
  description: 'somebody signs in',
  log: 'acme:login',
  data: { user: 'ana' },
  trigger_rules: ['my_rule'],
};

const ready = (given: ReadEvent | undefined): TestEvent => {
  if (given?.outcome !== 'ready') throw new Error(`refused: ${given?.message}`);
  return given.event;
};

const refusal = (given: ReadEvent | undefined): string =>
  given?.outcome === 'refused' ? given.message : 'nothing';

test('an event is read with its place, payload and expectations', () => {
  const { events, problem, warnings, shown } = read([event, event]);

  expect({ problem, warnings, shown }).toEqual({
    problem: undefined,
    warnings: [],
    shown: 'my_rule.events.json',
  });
  expect(events).toHaveLength(2);
  expect(events[1]).toMatchObject({ number: 2, line: 12, description: 'somebody signs in' });
  expect(ready(events[0])).toEqual({
    log: 'acme:login',
    notLogs: [],
    source: undefined,
    payload: '{"user":"ana"}',
    compress: 'none',
    expectedRules: ['my_rule'],
    expectedAlerts: undefined,
    classifyOnly: false,
    publisherTests: {},
    fixtures: { lookupTables: {}, threatIntel: [] },
  });
});

test.each([
  ['text that is no JSON', '[{"a": 1,}]', 'is not JSON: line 1, column 10'],
  ['a comment', '[] // none', 'is not JSON'],
  ['an empty file', '', 'is not JSON'],
  [
    'one event without a list',
    '{"data": {}}',
    'events belong in a list: the file must begin with [, found object',
  ],
  ['text alone', '"data"', 'events belong in a list: the file must begin with [, found string'],
])('%s breaks the file, and the problem says where', (_, content, problem) => {
  const file = read(content);

  expect(file.problem).toContain(problem);
  expect(file.events).toEqual([]);
});

test('a file that is not there is a problem and not a crash', () => {
  const options = { cwd: folder, logTypes: new Map(), now };

  expect(readEventFile(join(folder, 'missing.json'), options).problem).toContain('cannot be read');
});

const without = (key: keyof typeof event): object =>
  Object.fromEntries(Object.entries(event).filter(([each]) => each !== key));

test.each([
  ['a list', [], 'an event is an object, found array'],
  ['null', null, 'an event is an object, found null'],
  ['a number', 5, 'an event is an object, found number'],
  [
    'no description and no log',
    { data: { a: 1 }, trigger_rules: [] },
    'lacks "description", "log"',
  ],
  ['no data', without('data'), 'needs "data" (a whole record) or "override_record"'],
  ['empty data', { ...event, data: {} }, 'needs "data"'],
  ['empty text', { ...event, data: '' }, 'needs "data"'],
  ['no expectation', without('trigger_rules'), 'lacks "trigger_rules"'],
  [
    'a log type nobody defines',
    { ...event, log: 'acme:logon' },
    'no schema defines the log type "acme:logon". Did you mean "acme:login"?',
  ],
  [
    'a number as log type',
    { ...event, log: 7 },
    '"log" must be the name of a log type, found number',
  ],
  ['a list as data', { ...event, data: [1] }, '"data" must be an object or text, found array'],
  ['a number as data', { ...event, data: 5 }, '"data" must be an object or text, found number'],
  [
    'text as rules',
    { ...event, trigger_rules: 'x' },
    '"trigger_rules" must be a list of rules\' names, found string',
  ],
  [
    'text as unwanted log types',
    { ...event, not_logs: 'acme:login' },
    '"not_logs" must be a list of log types that the record must not fit',
  ],
  [
    'an unwanted log type nobody defines',
    { ...event, not_logs: ['acme:logon'] },
    'no schema defines the log type "acme:logon". Did you mean "acme:login"?',
  ],
  [
    'only unwanted log types and rules',
    { description: 'd', data: 'x', trigger_rules: [], not_logs: ['acme:login'] },
    '"not_logs" without "log" needs "classify_only": true',
  ],
  [
    'text as switch',
    { ...event, classify_only: 'yes' },
    '"classify_only" must be true or false, found string',
  ],
  [
    'a compression nobody knows',
    { ...event, compress: 'lzma' },
    '"compress" must be true, false, "zlib" or "gzip"',
  ],
  [
    'a service nobody knows',
    { ...event, service: 'kafka', source: 'a' },
    '"kafka" is no service; use one of kinesis, s3, sns, streamalert_app',
  ],
  ['a source without service', { ...event, source: 'a' }, 'has a "source" but no "service"'],
  [
    'a service without source',
    { ...event, service: 's3' },
    '"source" must name a source of the service "s3", found nothing',
  ],
  ['a cluster alone', { ...event, cluster: 'prod' }, '"cluster" needs "service" and "source"'],
  [
    'a list of publisher tests',
    { ...event, publisher_tests: [] },
    '"publisher_tests" must be an object of output → checks',
  ],
  ['fixtures nobody knows', { ...event, test_fixtures: { tables: {} } }, 'not "tables"'],
  [
    'an indicator without value',
    { ...event, test_fixtures: { threat_intel: [{ ioc_type: 'ip' }] } },
    'each with the text "ioc_value"',
  ],
  [
    'a table that is a list',
    { ...event, test_fixtures: { lookup_tables: { a: [] } } },
    'table → key → value',
  ],
  [
    'a helper nobody knows',
    { ...event, data: { user: '<helper:tomorrow>' } },
    'there is no helper "tomorrow"; what there is: <helper:last_hour>',
  ],
])('an event with %s is refused with a message of its own', (_, given, message) => {
  const { events } = read([given, event]);

  expect(refusal(events[0])).toContain(message);
  expect(events[1]?.outcome).toBe('ready');
});

test('keys that mean nothing are a warning that names the likely one', () => {
  const [read1] = read([{ ...event, trigger_rule: [], constructor: 1 }]).events;

  expect(read1?.warnings).toEqual([
    'unknown keys: "trigger_rule" (did you mean "trigger_rules"?), "constructor"',
  ]);
});

test('a placeholder is filled at any depth, inside lists too, with text', () => {
  const data = { user: '<helper:last_hour>', tags: ['at <helper:last_hour>', { a: 1 }] };

  const [filled] = read([{ ...event, data }]).events;

  const seconds = String(now / 1000 - 60);
  expect(JSON.parse(ready(filled).payload)).toEqual({
    user: seconds,
    tags: [`at ${seconds}`, { a: 1 }],
  });
});

test('a partial record is filled from the schema, deep, with text that its patterns accept', () => {
  const given = { ...without('data'), override_record: { user: 'ana', tags: ['x'] } };

  const [filled] = read([given]).events;

  expect(JSON.parse(ready(filled).payload)).toEqual({
    user: 'ana',
    kind: 'login',
    count: 0,
    share: 0,
    ok: false,
    tags: ['x'],
    extra: {},
    device: { id: '' },
  });
});

test('the override wins when there is data as well', () => {
  const [filled] = read([{ ...event, override_record: { user: 'omar' } }]).events;

  expect(JSON.parse(ready(filled).payload)).toMatchObject({ user: 'omar' });
});

test('a number too long for a double keeps its digits', () => {
  const content = `[${JSON.stringify(event).replace('"ana"', '12345678901234567890')}]`;

  expect(ready(read(content).events[0]).payload).toBe('{"user":12345678901234567890}');
});

test('a field named __proto__ stays a field', () => {
  const content = `[${JSON.stringify(event).replace('"user"', '"__proto__"')}]`;

  expect(ready(read(content).events[0]).payload).toBe('{"__proto__":"ana"}');
});

test('publisher tests are left out when they are to be skipped', () => {
  const publisher_tests = { 'slack:a': [] };

  const { events } = read([
    { ...event, publisher_tests },
    { ...event, publisher_tests, skip_publishers: true },
  ]);

  expect(events.map((each) => ready(each).publisherTests)).toEqual([publisher_tests, {}]);
});

test('fixtures are read: whole tables, and indicators with what they say', () => {
  const test_fixtures = {
    lookup_tables: { t: { k: [1] }, empty: {} },
    threat_intel: [
      { ioc_value: '1.2.3.4', ioc_type: 'ip', sub_type: 'mal_ip' },
      { ioc_value: 'a' },
    ],
  };

  expect(ready(read([{ ...event, test_fixtures }]).events[0]).fixtures).toEqual({
    lookupTables: { t: { k: [1] }, empty: {} },
    threatIntel: [
      { value: '1.2.3.4', type: 'ip', subType: 'mal_ip' },
      { value: 'a', type: null, subType: null },
    ],
  });
});

test.each([
  ['a list', []],
  ['a table that is a list', { lookup_tables: { t: [] } }],
  ['an indicator without a value', { threat_intel: [{ ioc_type: 'ip' }] }],
  ['an indicator whose value is a number', { threat_intel: [{ ioc_value: 7 }] }],
  ['a kind nobody knows', { lookups: {} }],
])('%s as fixtures is refused', (_, test_fixtures) => {
  expect(refusal(read([{ ...event, test_fixtures }]).events[0])).toContain('test_fixtures');
});

test('a key that stands twice is told, and the last one counts, also for long numbers', () => {
  const text =
    '[{"description": "d", "log": "acme:login", "data": {"user": 1}, "trigger_rules": [],';

  const { events } = read(`${text} "data": {"user": 12345678901234567890}}]`);

  expect(events[0]?.warnings).toEqual(['"data" stands there twice; the last one counts']);
  expect(ready(events[0]).payload).toBe('{"user": 12345678901234567890}');
});

test('a mark of the byte order and line ends of Windows change nothing, also not the line numbers', () => {
  const content = `\uFEFF${JSON.stringify([event, event], null, 2).replaceAll('\n', '\r\n')}`;

  const { events, problem } = read(content);

  expect(problem).toBeUndefined();
  expect(events.map(({ line }) => line)).toEqual([2, 12]);
});

test('what is nested too deeply breaks its event, or the file, and nothing else', () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const others = JSON.stringify([event]).slice(1, -1);

  const inEvent = read(`[${others}, {"description": "d", "data": {"a": ${deep}}}, ${others}]`);
  const cutOff = read('['.repeat(200_000));

  expect(inEvent.problem).toBeUndefined();
  expect(inEvent.events.map(({ outcome }) => outcome)).toEqual(['ready', 'refused', 'ready']);
  expect(cutOff.problem).toMatch(/is nested too deeply|is not JSON/);
});

test('a large file is read in little time', () => {
  const many = Array.from({ length: 20_000 }, () => event);
  const began = performance.now();

  const { events } = read(many);

  expect(events.at(-1)).toMatchObject({ number: 20_000, line: 199_992 });
  expect(performance.now() - began).toBeLessThan(5_000);
});

test('what an event cannot mean is warned of', () => {
  const { events } = read([
    { ...event, service: 's3', source: 'a', compress: true },
    { ...event, trigger_rule: [] },
  ]);

  expect(events.map(({ warnings }) => warnings)).toEqual([
    ['"compress" means something for the service "kinesis" alone'],
    ['unknown keys: "trigger_rule" (did you mean "trigger_rules"?)'],
  ]);
});

test.each([
  [true, 'zlib'],
  ['zlib', 'zlib'],
  ['gzip', 'gzip'],
  [false, 'none'],
])('compress: %j means %s', (compress, meant) => {
  const given = { ...event, service: 'kinesis', source: 'a', compress };

  expect(ready(read([given]).events[0]).compress).toBe(meant);
});

test('the format of 1.2 to 1.5 names the rule by the file, with one deprecation for the file', () => {
  const record = { data: 'user=ana', description: 'd', service: 's3', source: 'bucket' };
  const { events, warnings } = read(
    {
      records: [
        { ...record, trigger: true, trigger_count: 2 },
        { ...record, trigger: false },
      ],
    },
    'old_rule.json',
  );

  expect(ready(events[0])).toMatchObject({
    log: undefined,
    payload: 'user=ana',
    expectedRules: ['old_rule'],
    expectedAlerts: 2,
    source: { service: 's3', resource: 'bucket', cluster: undefined },
  });
  expect(ready(events[1]).expectedRules).toEqual([]);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/older version \(records, trigger_count, trigger\)/);
});

test('the format of 1.6 has today\'s keys below "records"', () => {
  const { events, warnings } = read({ records: [event] });

  expect(ready(events[0]).expectedRules).toEqual(['my_rule']);
  expect(warnings).toHaveLength(1);
});

test('the words of 2.0 to 2.3 mean what they mean today', () => {
  const base = { ...without('trigger_rules'), service: 'stream_alert_app', source: 'app' };
  const { events, warnings } = read([
    { ...base, validate_schema_only: true },
    { ...base, validate_schemas_only: true },
  ]);

  for (const each of events) {
    expect(ready(each)).toMatchObject({
      classifyOnly: true,
      source: { service: 'streamalert_app', resource: 'app' },
    });
  }
  expect(warnings).toHaveLength(1);
});
