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
    expectedRules: ['my_rule'],
    expectedAlerts: undefined,
    classifyOnly: false,
    publisherTests: {},
    fixtures: [],
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
    'each with an "ioc_value"',
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

test('kinds of fixtures are remembered, empty ones are none', () => {
  const test_fixtures = { lookup_tables: { t: { k: [1] } }, threat_intel: [] };

  expect(ready(read([{ ...event, test_fixtures }]).events[0]).fixtures).toEqual(['lookup_tables']);
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
