import { expect, test } from 'vitest';
import type { Field, LogType } from '../../domain/log-type.ts';
import { draftEvents, draftPath, draftSource, pastedEvents } from './rule-draft.ts';

const field = (name: string, kind: 'string' | 'integer' | 'any' = 'string'): Field => ({
  name,
  type: { kind },
});

const logType = (fields: readonly Field[], more: Partial<LogType> = {}): LogType => ({
  name: 'web:access',
  category: 'web',
  parser: 'json',
  fields,
  optionalKeys: new Set(),
  envelope: [],
  optionalEnvelopeKeys: new Set(),
  embeddedJson: false,
  unknownKeys: 'reject',
  parserOptions: {},
  usable: true,
  file: 'conf/schemas/web.json',
  ...more,
});

const draftOf = (...logTypes: readonly LogType[]) => ({
  name: 'web_many_errors',
  logTypes,
  outputs: ['file:alerts'],
});

test('a rule stands in the folder of its vendor, under what its name says beyond that', () => {
  const draft = draftOf(logType([]));

  expect(draftPath(draft)).toBe('web/many-errors');
  expect(draftPath({ ...draft, name: 'many_errors' })).toBe('web/many-errors');
  expect(draftPath(draftOf(logType([], { category: '../x' })))).toBe('_x/web-many-errors');
});

test.each<[string, readonly Field[], string]>([
  ['one that says what happened', [field('id'), field('eventType')], `eventType: 'change.me'`],
  [
    'any text that is no id and no time',
    [field('session_id'), field('time'), field('user')],
    `user:`,
  ],
  ['a text before a number', [field('count', 'integer'), field('request_id')], `request_id:`],
  ['a number', [field('odd', 'any'), field('count', 'integer')], 'count: 42'],
  ['one whose key has to be quoted', [field('a.b')], String.raw`'a\\.b': 'change.me'`],
])('the field to begin with is %s', (_, fields, condition) => {
  expect(draftSource(draftOf(logType(fields)))).toContain(`where: { ${condition}`);
});

test('a field must be of all log types, and its patterns must let it hold what we write', () => {
  const patterns = new Map([['eventType', ['only.this']]]);
  const both = draftOf(
    logType([field('eventType'), field('user')]),
    logType([field('user')], { name: 'web:error' }),
  );

  expect(draftSource(both)).toContain(`logs: ['web:access', 'web:error']`);
  expect(draftSource(both)).toContain('where: { user:');
  expect(
    draftSource(draftOf(logType([field('eventType'), field('user')], { logPatterns: patterns }))),
  ).toContain('where: { user:');
});

test('records that no schema describes are read by code', () => {
  const source = draftSource(draftOf(logType([])));

  expect(source).toContain(`import { at, rule } from 'streamalert'`);
  expect(source).toContain(`matches: (record) => at(record, 'field') === 'change.me'`);
});

test('one event must alert and two must not, as a part of a record or in the list it stands in', () => {
  const [parts = [], wholes = []] = draftEvents(
    draftOf(logType([field('user')], { jsonPath: 'Records[*]', envelope: [field('host')] })),
  );

  expect(parts.map((event) => event['override_record'])).toEqual([
    { user: 'change.me' },
    { user: 'another.one' },
    { user: 'a.third' },
  ]);
  expect(parts.map((event) => event['trigger_rules'])).toEqual([['web_many_errors'], [], []]);
  expect(wholes[0]?.['data']).toEqual({ host: '', Records: [{ user: 'change.me' }] });
});

test('lines of text cannot be made up', () => {
  const draft = draftOf(logType([field('user')], { parser: 'syslog' }));

  expect(draftEvents(draft)).toEqual([]);
  expect(pastedEvents(draft)).toHaveLength(3);
});

test('names cannot end the text that they stand in', () => {
  const source = draftSource(draftOf(logType([field(`it's "x"\\`)], { name: `a'b:c` })));

  expect(source).toContain(String.raw`logs: ['a\'b:c']`);
  expect(source).toContain(String.raw`where: { 'it\'s "x"\\\\': 'change.me' }`);
});

test.each(['_2fa', 'rule', 'at', 'delete', 'default', 'await', '__', 'web_'])(
  'a rule called %s is exported under a name that a module may have',
  async (name) => {
    const source = draftSource({ ...draftOf(logType([])), name });
    const exported = /export const ([\w$]+) = /.exec(source)?.[1] ?? '';

    expect(['rule', 'at', '']).not.toContain(exported);
    const module = await import(`data:text/javascript,export const ${exported} = 1;`);
    expect(module[exported]).toBe(1);
  },
);

test('its file has a name, and none that looks like an option', () => {
  const draft = draftOf(logType([]));

  expect(draftPath({ ...draft, name: '_2fa' })).toBe('web/2fa');
  expect(draftPath({ ...draft, name: 'web_' })).toBe('web/web_');
});
