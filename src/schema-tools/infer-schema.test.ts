import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsers } from '../parsers/index.ts';
import { inferSchema } from './infer-schema.ts';
import type { InferOptions, Sample } from './inference.ts';

const now = Date.UTC(2026, 2, 15);

const samplesOf = (payloads: readonly string[]): readonly Sample[] =>
  payloads.map((payload, index) => ({ payload, isFirst: index === 0 }));

function inferred(payloads: readonly string[], options: Partial<InferOptions> = {}) {
  const inference = inferSchema(samplesOf(payloads), {
    name: 'acme:audit',
    kinds: 'split',
    parsers,
    now,
    ...options,
  });
  if (inference.outcome === 'refused') throw new Error(inference.reason);
  return inference;
}

const jsonLines = (records: readonly unknown[]): string[] =>
  records.map((record) => JSON.stringify(record));

/** The one definition in the text, as a program reads it. */
function definition(payloads: readonly string[], options: Partial<InferOptions> = {}) {
  const { text, drafts } = inferred(payloads, options);
  expect(drafts).toHaveLength(1);
  return JSON.parse(text)['acme:audit'];
}

describe('records of any shape', () => {
  const scalar = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double({ noDefaultInfinity: true, noNaN: true }),
    fc.boolean(),
    fc.constant(null),
  );
  const keys = fc.oneof(
    fc.constantFrom('a', 'b', 'c.d', 'e:f', '__proto__', 'constructor', '0', 'time', 'logEvents'),
    fc.string({ maxLength: 6 }),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ depthSize: 'small' }, scalar, tie('list'), tie('map')),
    list: fc.array(tie('any'), { maxLength: 3 }),
    map: fc.dictionary(keys, tie('any'), { maxKeys: 4, noNullPrototype: true }),
  }));
  const records = fc.array(fc.dictionary(keys, value.any, { maxKeys: 6, noNullPrototype: true }), {
    minLength: 1,
    maxLength: 30,
  });

  test.each(['split', 'together'] as const)('fit the schema that is made of them (%s)', (kinds) => {
    fc.assert(
      fc.property(records, (some) => {
        const { fit, findings } = inferred(jsonLines(some), { kinds });

        expect(fit.misses).toEqual([]);
        expect(fit.fitting).toBe(fit.records);
        expect(findings.filter(({ level }) => level === 'load')).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('fit it in the order of the samples reversed as well', () => {
    fc.assert(
      fc.property(records, (some) => {
        const { fit } = inferred(jsonLines(some.toReversed()));

        expect(fit.fitting).toBe(fit.records);
      }),
      { numRuns: 100 },
    );
  });
});

describe('types', () => {
  const typesOf = (values: readonly unknown[]) =>
    definition(jsonLines(values.map((value) => ({ id: 1, value })))).schema.value;

  test.each<[string, readonly unknown[], unknown]>([
    ['texts', ['a', 'b'], 'string'],
    ['digits in JSON texts', ['1', '2'], 'string'],
    ['integers', [1, 2, 0], 'integer'],
    ['integers and empty text', [1, '', null], 'integer'],
    ['floats among integers', [1, 2.5], 'float'],
    ['truth values', [true, false], 'boolean'],
    ['texts and numbers', ['a', 1], 'string'],
    ['truth values and numbers', [true, 1], 'string'],
    ['lists', [[1], []], []],
    ['lists and texts', [[1], 'a'], {}],
    ['lists and maps', [[1], { a: 1 }], {}],
    ['lists and empty maps', [[1], {}], []],
    ['maps and texts', [{ a: 1 }, 'a'], {}],
    ['nothing but null', [null, null], {}],
    ['maps with keys that vary', [{ a: 1 }, { b: 1 }, { a: 1 }], {}],
    ['maps that are null at times', [{ a: 1 }, null, { a: 1 }, { a: 1 }], {}],
    [
      'maps with constant keys',
      [
        { a: 1, b: 'x' },
        { a: 2, b: '' },
        { b: 'y', a: 3 },
      ],
      { a: 'integer', b: 'string' },
    ],
    ['empty maps', [{}, {}, {}], {}],
  ])('of %s', (_, values, expected) => {
    expect(typesOf(values)).toEqual(expected);
  });

  test('integers beyond 2^53 stay integers, and 1.0 is a float', () => {
    const { schema } = definition(
      ['1', '2', '3'].map((n) => `{"big": 1234567890123456789${n}, "ratio": ${n}.0}`),
    );

    expect(schema).toEqual({ big: 'integer', ratio: 'float' });
  });

  test('a key that some records lack is optional', () => {
    const { configuration } = definition(jsonLines([{ a: 1, b: 1 }, { a: 1 }, { a: 1, b: 2 }]));

    expect(configuration.optional_top_level_keys).toEqual(['b']);
    expect(configuration.unknown_keys).toBe('keep');
  });

  test('without a key in all records, unknown ones are not let through', () => {
    const { configuration } = definition(
      jsonLines([
        { a: 1, c: 1 },
        { b: 1, c: 1 },
        { a: 1, b: 1 },
      ]),
    );

    expect(configuration.unknown_keys).toBeUndefined();
  });

  test('keys stand in the order in which they came, hostile ones among them', () => {
    const line = '{"z": 1, "__proto__": "x", "a.b": 2, "c:d": 3, "constructor": {"x": 1}}';
    const { text } = inferred([line, line, line]);

    const order = ['"z"', '"__proto__"', '"a.b"', '"c:d"', '"constructor"'];
    const places = order.map((key) => text.indexOf(key));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test('a map with thousands of keys is free-form', () => {
    const wide = (n: number) =>
      Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`10.0.${n}.${i}`, i]));

    expect(definition(jsonLines([{ hosts: wide(1) }, { hosts: wide(2) }])).schema).toEqual({
      hosts: {},
    });
  });
});

describe('where the records are', () => {
  const event = (n: number) => ({
    id: n,
    at: '2026-03-14T08:00:00Z',
    who: `u${n}`,
    what: 'x'.repeat(50),
  });
  const events = [event(1), event(2), event(3)];

  test.each<[string, unknown, string | undefined, boolean]>([
    ['a delivery file', { Records: events }, 'Records[*]', false],
    ['a list', events, '[*]', false],
    ['a page of an API', { items: events, next: 'abc' }, 'items[*]', false],
    ['a list in a map', { data: { entries: events }, ok: true }, 'data.entries[*]', false],
    ['an odd name', { 'audit-rows': events }, '"audit-rows"[*]', false],
    ['an export of Elasticsearch', { _index: 'i', _id: '1', _source: event(1) }, '_source', false],
    [
      'an answer of Elasticsearch',
      {
        took: 1,
        hits: { total: 3, hits: events.map((source) => ({ _index: 'i', _source: source })) },
      },
      'hits.hits[*]._source',
      false,
    ],
    ['an export of Splunk', { preview: false, offset: 0, result: event(1) }, 'result', false],
    [
      'raw events of Splunk',
      { preview: false, result: { _raw: JSON.stringify(event(1)), host: 'h' } },
      'result._raw',
      true,
    ],
    ['a message that is JSON', { host: 'h', message: JSON.stringify(event(1)) }, 'message', true],
    [
      'a subscription of CloudWatch Logs',
      {
        messageType: 'DATA_MESSAGE',
        owner: '111122223333',
        logGroup: 'g',
        logStream: 's',
        logEvents: [{ id: '1', timestamp: 1773475200000, message: JSON.stringify(event(1)) }],
      },
      'logEvents[*].message',
      true,
    ],
    [
      'an event with a list of its own',
      { ...event(1), resources: [{ arn: 'a' }] },
      undefined,
      false,
    ],
  ])('%s', (_, document, path, embedded) => {
    const { configuration, schema } = definition([JSON.stringify(document)]);

    expect(configuration.json_path).toBe(path);
    expect(configuration.embedded_json).toBe(embedded ? true : undefined);
    expect(Object.keys(schema)).toContain('who');
  });

  test('what stands around them becomes their envelope', () => {
    const { configuration } = definition(
      jsonLines([
        { account: '111122223333', items: events, page: 1 },
        { account: '444455556666', items: events },
      ]),
    );

    expect(configuration.envelope_keys).toEqual({ account: 'string', page: 'integer' });
    expect(configuration.optional_envelope_keys).toEqual(['page']);
  });

  test('the operator may say otherwise', () => {
    const document = JSON.stringify({ items: events, others: { rows: events } });
    const { configuration } = definition([document], { jsonPath: 'others.rows[*]' });

    expect(configuration.json_path).toBe('others.rows[*]');
  });

  test('lists and single records together are both read', () => {
    const { fit } = inferred([JSON.stringify(events), JSON.stringify(event(4))]);

    expect(fit).toMatchObject({ records: 4, fitting: 4 });
  });
});

describe('kinds', () => {
  const logins = Array.from({ length: 12 }, (_, n) => ({
    type: 'login',
    user: `u${n}`,
    ip: '192.0.2.1',
    mfa: true,
  }));
  const files = Array.from({ length: 4 }, (_, n) => ({
    type: 'file*',
    path: `/tmp/${n}`,
    size: n,
    hash: 'x',
  }));

  test('that have little in common get a schema each, told apart by a field', () => {
    const { drafts, decisions, fit } = inferred(jsonLines([...logins, ...files]));

    expect(drafts.map(({ name }) => name)).toEqual(['acme:audit_login', 'acme:audit_file_']);
    expect(drafts.map(({ configuration }) => configuration.get('log_patterns'))).toEqual([
      new Map([['type', ['login']]]),
      new Map([['type', ['file[*]']]]),
    ]);
    expect(fit.byLogType).toEqual(
      new Map([
        ['acme:audit_login', 12],
        ['acme:audit_file_', 4],
      ]),
    );
    expect(decisions.find(({ about }) => about === 'kinds')?.text).toMatch(
      /^2 kinds: 12 with user/,
    );
  });

  test('without such a field are told apart by their keys', () => {
    const bare = (items: readonly object[]) =>
      items.map((item) => Object.fromEntries(Object.entries(item).slice(1)));
    const { drafts, fit } = inferred(jsonLines([...bare(logins), ...bare(files)]), {
      name: 'acme',
    });

    expect(drafts.map(({ name }) => name).toSorted()).toEqual(['acme:a', 'acme:b']);
    expect([...fit.byLogType.values()].toSorted((a, b) => a - b)).toEqual([4, 12]);
  });

  test('are one schema when the operator wants that', () => {
    const { drafts, fit } = inferred(jsonLines([...logins, ...files]), { kinds: 'together' });

    expect(drafts).toHaveLength(1);
    expect(fit.fitting).toBe(16);
  });

  test('one kind with many optional keys stays one', () => {
    const records = Array.from({ length: 60 }, (_, n) => ({
      id: n,
      at: 'x',
      who: 'y',
      what: 'z',
      [`extra${n % 20}`]: 1,
    }));

    expect(inferred(jsonLines(records)).drafts).toHaveLength(1);
  });
});

describe('the time of the event', () => {
  test.each<[string, Readonly<Record<string, unknown>>, unknown]>([
    ['ISO', { published: '2026-03-14T08:00:00Z' }, { path: ['published'], format: 'iso8601' }],
    ['seconds', { unixTime: 1773475200 }, { path: ['unixTime'], format: 'epoch_seconds' }],
    [
      'milliseconds',
      { timestamp: 1773475200123 },
      { path: ['timestamp'], format: 'epoch_milliseconds' },
    ],
    ['microseconds', { ts: '1773475200123456' }, { path: ['ts'], format: 'epoch_microseconds' }],
    ['nanoseconds', { ts: '1773475200123456789' }, { path: ['ts'], format: 'epoch_nanoseconds' }],
    ['web servers', { time: '14/Mar/2026:08:00:00 +0000' }, { path: ['time'], format: 'clf' }],
    ['mail', { Date: 'Sat, 14 Mar 2026 08:00:00 GMT' }, { path: ['Date'], format: 'rfc2822' }],
    [
      'a pattern',
      { time: 'Sat Mar 14 08:00:00 2026' },
      { path: ['time'], format: '%a %b %d %H:%M:%S %Y' },
    ],
    [
      'two fields',
      { date: '2026-03-14', time: '08:00:00' },
      { paths: [['date'], ['time']], format: 'iso8601' },
    ],
    [
      'not one that expires',
      { expiryTime: '2026-03-14T08:00:00Z', created: '2026-03-14T08:00:00Z' },
      { path: ['created'], format: 'iso8601' },
    ],
    ['no time in a number', { time: 17 }, undefined],
    [
      'no time of something else',
      { repository: { created_at: '2026-03-14T08:00:00Z' } },
      undefined,
    ],
  ])('%s', (_, record, expected) => {
    expect(definition(jsonLines([record])).configuration.time_field).toEqual(expected);
  });
});

test('addresses, users, hosts and the like are suggested by name and value', () => {
  const record = {
    sourceIPAddress: '192.0.2.7',
    version: '10.0.0.1',
    userName: 'ana',
    userAgent: 'curl/8 (x)',
    hostname: 'web-1',
    domain: 'example.com',
    sha256: 'a'.repeat(64),
    command_line: 'ls -la /tmp',
    accountId: '111122223333',
    user_count: 'seven',
  };
  const { normalization } = definition(jsonLines([record])).configuration;

  expect(normalization).toEqual({
    ip_address: [{ path: ['sourceIPAddress'], function: 'Source address' }],
    user_identity: [{ path: ['userName'] }],
    user_agent: [{ path: ['userAgent'] }],
    host: [{ path: ['hostname'] }],
    domain: [{ path: ['domain'] }],
    file_hash: [{ path: ['sha256'] }],
    command: [{ path: ['command_line'] }],
    account: [{ path: ['accountId'] }],
  });
});

describe('lines of text', () => {
  test('CSV with a header', () => {
    const { schema, parser, configuration } = definition([
      'time;user;port;ok',
      '2026-03-14T08:00:00Z;ana;443;true',
      '2026-03-14T08:00:01Z;"b;o";8443;false',
    ]);

    expect(parser).toBe('csv');
    expect(schema).toEqual({ time: 'string', user: 'string', port: 'integer', ok: 'boolean' });
    expect(configuration).toMatchObject({ delimiter: ';', time_field: { path: ['time'] } });
  });

  test('CSV without one', () => {
    const { schema } = definition(['a,007,1.5', 'b,010,2', 'c,123,']);

    expect(schema).toEqual({ column_1: 'string', column_2: 'string', column_3: 'float' });
  });

  test('pairs of key and value', () => {
    const { schema, parser, configuration } = definition(['t:5|car:B', 't:7|car:C=D']);

    expect(parser).toBe('kv');
    expect(schema).toEqual({ t: 'integer', car: 'string' });
    expect(configuration).toMatchObject({ delimiter: '|', separator: ':' });
  });

  test('pairs of different keys get a schema each', () => {
    const { fit, drafts } = inferred(['a=1 b=2', 'a=1 b=2 c=3', 'c=1 d=2']);

    expect(drafts).toHaveLength(3);
    expect(fit).toMatchObject({ records: 3, fitting: 3 });
  });

  test('syslog', () => {
    const { schema, parser, configuration } = definition([
      'Mar 14 08:00:00 web-1 sshd[17]: Accepted publickey for ana',
      'Mar  4 08:00:00 web-1 cron: done',
    ]);

    expect(parser).toBe('syslog');
    expect(Object.keys(schema)).toEqual(['timestamp', 'host', 'application', 'message']);
    expect(configuration.time_field).toEqual({ path: ['timestamp'], format: 'syslog' });
  });

  test('W3C with its header', () => {
    const header = '#Fields: date time c-ip cs-uri-stem sc-status\n';
    const { schema, parser, configuration } = definition([
      `${header}2026-03-14 08:00:00 192.0.2.7 /index.html 200`,
      `${header}2026-03-14 08:00:01 192.0.2.8 / 404`,
    ]);

    expect(parser).toBe('w3c');
    expect(schema).toMatchObject({ date: 'string', 'c-ip': 'string', 'sc-status': 'integer' });
    expect(configuration.time_field).toEqual({ paths: [['date'], ['time']], format: 'iso8601' });
    expect(configuration.normalization.ip_address).toEqual([
      { path: ['c-ip'], function: 'Source address' },
    ]);
  });

  test('lines below headers of Zeek', () => {
    const header = '#separator \\x09\n#fields\tts\tid.orig_h\tproto\n#types\ttime\taddr\tstring\n';
    const { parser, configuration } = definition([
      `${header}1773475200.123456\t192.0.2.7\ttcp`,
      `${header}1773475201.5\t192.0.2.8\tudp,x`,
    ]);

    expect(parser).toBe('zeek');
    expect(configuration.time_field).toEqual({ path: ['ts'], format: 'epoch_seconds' });
  });

  test('CEF', () => {
    const { parser, configuration } = definition([
      'CEF:0|Acme|Gate|1.0|100|Denied|5|src=192.0.2.1 suser=ana rt=1773475200000',
      'CEF:0|Acme|Gate|1.0|101|Allowed|3|src=192.0.2.2 rt=1773475200000',
    ]);

    expect(parser).toBe('cef');
    expect(configuration.time_field).toEqual({ path: ['rt'], format: 'epoch_milliseconds' });
    expect(configuration.optional_top_level_keys).toEqual(['suser']);
  });

  test('access logs', () => {
    const { schema, parser, configuration } = definition([
      '192.0.2.7 - ana [14/Mar/2026:08:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "curl/8"',
      '192.0.2.8 - - [14/Mar/2026:08:00:01 +0000] "GET /x HTTP/1.1" 404 -',
    ]);

    expect(parser).toBe('regex');
    expect(schema).toMatchObject({ client: 'string', status: 'integer', request: 'string' });
    expect(configuration.optional_top_level_keys).toEqual(['referer', 'user_agent']);
    expect(configuration.time_field).toEqual({ path: ['time'], format: 'clf' });
  });

  test('lines that a pattern does not read are kept whole, and it is said', () => {
    const { fit, decisions } = inferred([
      '2026-03-14T08:00:00Z INFO started',
      '2026-03-14T08:00:01Z WARN slow',
      '  at x.y(z.java:17)',
    ]);

    expect(fit).toMatchObject({ records: 3, fitting: 3 });
    expect(decisions[0]?.text).toMatch(/1 other lines are kept whole/);
  });

  test('sentences are one text', () => {
    const { schema } = definition(['the quick brown fox', 'jumps over, the lazy dog', 'and so on']);

    expect(schema).toEqual({ message: 'string' });
  });

  test('any lines fit what is made of them', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
          {
            minLength: 2,
            maxLength: 12,
          },
        ),
        (lines) => {
          const inference = inferSchema(samplesOf(lines), {
            name: 'a:b',
            kinds: 'split',
            parsers,
            now,
          });

          expect(inference.outcome === 'inferred' && inference.fit.fitting > 0).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('what cannot be', () => {
  const options = { name: 'a:b', kinds: 'split', parsers, now } as const;

  test.each<[string, readonly Sample['payload'][], Partial<InferOptions>, RegExp]>([
    ['no sample', [], {}, /no record/],
    ['bytes that are no text', [new Uint8Array([0xff, 0xfe, 0xfd])], {}, /no record/],
    ['text that was said to be JSON', ['a', 'b'], { parser: 'json' }, /none of the samples/],
    ['a path to nothing', ['{"a":1}'], { jsonPath: 'b[*]' }, /no object at b/],
    ['lists of numbers', ['[1,2]'], {}, /no object/],
    ['a parser that reads none of it', ['hello'], { parser: 'kv' }, /makes nothing/],
  ])('%s is refused', (_, payloads, more, reason) => {
    const samples = payloads.map((payload) => ({ payload, isFirst: false }));

    expect(inferSchema(samples, { ...options, ...more })).toMatchObject({
      outcome: 'refused',
      reason: expect.stringMatching(reason),
    });
  });

  test('garbage among good samples is counted and shown', () => {
    const { fit } = inferred([...jsonLines([{ a: 1 }, { a: 2 }, { a: 3 }]), '{"a": 4', 'null']);

    expect(fit).toMatchObject({ records: 5, fitting: 3 });
    expect(fit.misses.map(({ example }) => example).toSorted()).toEqual(['null', '{"a": 4']);
  });

  test('nesting without end is read like anything else that does not fit', () => {
    const deep = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const { fit } = inferred([...jsonLines([{ a: 1 }, { a: 2 }]), deep]);

    expect(fit).toMatchObject({ records: 3, fitting: 2 });
  });
});
