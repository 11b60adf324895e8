import { describe, expect, test } from 'vitest';
import { logTypesOf } from '../../../testing/log-types.ts';
import type { JsonValue } from '../../domain/json.ts';
import { parsers } from '../../parsers/index.ts';
import { compileClassifier } from './classifier.ts';

const compile = (schemas: object | string, acceptBareRecords = false) =>
  compileClassifier(logTypesOf(schemas), { parsers, acceptBareRecords });

/** The records of the first log type that fits, or undefined. */
function recordsOf(schemas: object, payload: string | object) {
  const classified = compile(schemas).classify(
    typeof payload === 'string' ? payload : JSON.stringify(payload),
  );
  return classified.outcome === 'classified' ? classified.records : undefined;
}

const turnstile = {
  'turnstile:entry': {
    parser: 'json',
    schema: {
      gate: 'integer',
      badge: 'string',
      held: 'boolean',
      dwell: 'float',
      zones: [],
      meta: {},
    },
    configuration: { optional_top_level_keys: ['held', 'zones', 'meta'] },
  },
};

describe('casting and optional fields', () => {
  test('values are converted and absent optional fields get their default', () => {
    expect(recordsOf(turnstile, { gate: '12', badge: 7041, dwell: '3.50' })).toEqual([
      { gate: 12, badge: '7041', dwell: 3.5, held: false, zones: [], meta: {} },
    ]);
  });

  test('falsy values stay as they are whatever is declared', () => {
    expect(recordsOf(turnstile, { gate: '', badge: null, dwell: 0 })).toEqual([
      { gate: '', badge: null, dwell: 0, held: false, zones: [], meta: {} },
    ]);
  });

  test.each([
    ['a wrong integer', { gate: '12a', badge: 'x', dwell: 1 }],
    ['an extra key', { gate: 1, badge: 'x', dwell: 1, shift: 'B' }],
    ['a missing key', { gate: 1, badge: 'x' }],
    ['text for a list', { gate: 1, badge: 'x', dwell: 1, zones: 'north' }],
    ['a list at the top', [{ gate: 1, badge: 'x', dwell: 1 }]],
  ])('%s does not fit', (_, record) => {
    expect(recordsOf(turnstile, record)).toBeUndefined();
  });

  test('a boolean is true for the word true alone', () => {
    const held = (value: JsonValue) =>
      recordsOf(turnstile, { gate: 1, badge: 'x', dwell: 1, held: value })?.[0]?.['held'];

    expect([held('YES'), held('TRUE'), held(true), held(1), held(' true ')]).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  test('a field declared as anything takes anything', () => {
    const record = { gate: 1, badge: 'x', dwell: 1, meta: 'free text' };

    expect(recordsOf(turnstile, record)?.[0]?.['meta']).toBe('free text');
  });
});

const one = (type: unknown) => ({ 'one:field': { parser: 'json', schema: { f: type } } });

describe('conversion to the declared type', () => {
  test.each<[type: string, json: string, converted: JsonValue]>([
    ['string', '"text"', 'text'],
    ['string', '12', '12'],
    ['string', '1.0', '1.0'],
    ['string', '1.5', '1.5'],
    ['string', '1e3', '1000.0'],
    ['string', '0.00001', '1e-05'],
    ['string', '1e16', '1e+16'],
    ['string', '123456789012345678901234567890', '123456789012345678901234567890'],
    ['string', 'true', 'True'],
    ['string', '[1, "a", null]', '[1, "a", null]'],
    ['string', '{"a":{"b":true}}', '{"a": {"b": true}}'],
    ['integer', '12.9', 12],
    ['integer', '-1.9', -1],
    ['integer', '" 7 "', 7],
    ['integer', '"+7"', 7],
    ['integer', '"1_000"', 1000],
    ['integer', 'true', 1],
    ['integer', '123456789012345678901234567890', 123456789012345678901234567890n],
    ['integer', '"123456789012345678901234567890"', 123456789012345678901234567890n],
    ['float', '"1.5"', 1.5],
    ['float', '"1e3"', 1000],
    ['float', '" .5 "', 0.5],
    ['float', '"inf"', Infinity],
    ['float', '"-Infinity"', -Infinity],
    ['float', 'true', 1],
    ['float', '3', 3],
    ['integer', '0', 0],
    ['string', '0', 0],
  ])('%s ← %s', (type, json, converted) => {
    expect(compile(one(type)).classify(`{"f":${json}}`)).toMatchObject({
      outcome: 'classified',
      records: [{ f: converted }],
    });
  });

  test.each([
    ['integer', '"1.5"'],
    ['integer', '"1e3"'],
    ['integer', '"0x1f"'],
    ['integer', '"ten"'],
    ['integer', '[1]'],
    ['integer', 'Infinity'],
    ['float', '"1,5"'],
    ['float', '{"a":1}'],
  ])('%s refuses %s', (type, json) => {
    expect(compile(one(type)).classify(`{"f":${json}}`).outcome).toBe('unclassified');
  });

  test('a type that does not exist refuses what is there and passes what is empty', () => {
    const classifier = compile(one('ipaddress'));

    expect(classifier.classify('{"f":"10.0.0.1"}').outcome).toBe('unclassified');
    expect(classifier.classify('{"f":""}').outcome).toBe('classified');
  });

  test('literals that are not finite are read and satisfy a float', () => {
    expect(compile(one('float')).classify('{"f":-Infinity}')).toMatchObject({
      records: [{ f: -Infinity }],
    });
  });
});

describe('exactness', () => {
  const loose = { 'loose:any': { parser: 'json', schema: { f: {} } } };

  test('reading exactly keeps every digit where no schema describes the field', () => {
    const classified = compile(loose).classifyExactly('{"f":{"id":12345678901234567890}}');

    expect(classified).toMatchObject({ records: [{ f: { id: 12345678901234567890n } }] });
  });

  test('numbers that keep their spelling for a text field are plain elsewhere', () => {
    const schema = { 'a:b': { parser: 'json', schema: { s: 'string', any: {}, n: 'float' } } };

    expect(compile(schema).classify('{"s":1.0,"any":{"x":[2.0]},"n":3.0}')).toMatchObject({
      records: [{ s: '1.0', any: { x: [2] }, n: 3 }],
    });
  });

  test('a hostile key is plain data', () => {
    const text = '{"f":{"__proto__":{"admin":true}},"__proto__":{"admin":true}}';
    const schemas =
      '{"a:b":{"parser":"json","schema":{"f":{}},"configuration":{"unknown_keys":"keep"}}}';

    const classified = compile(schemas).classify(text);

    const record = classified.outcome === 'classified' ? classified.records[0] : undefined;
    expect(record !== undefined && Object.hasOwn(record, '__proto__')).toBe(true);
    expect((record as { admin?: boolean } | undefined)?.admin).toBeUndefined();
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe('path, envelope and embedded JSON', () => {
  const pump = (configuration: object) => ({
    'orchard:pump': {
      parser: 'json',
      schema: { pump: 'string', litres: 'integer' },
      configuration,
    },
  });
  const enveloped = pump({
    json_path: 'report.readings[*]',
    envelope_keys: { site: 'string', row: 'integer', crew: 'string' },
    optional_envelope_keys: ['crew'],
  });

  test('records carry their envelope, and bad siblings are told apart', () => {
    const payload = {
      site: 'hill',
      row: '4',
      report: { readings: [{ pump: 'a', litres: '10' }, { pump: 'b' }] },
    };

    const classified = compile(enveloped).classify(JSON.stringify(payload));

    expect(classified).toMatchObject({
      outcome: 'classified',
      records: [
        {
          pump: 'a',
          litres: 10,
          'streamalert:envelope_keys': { site: 'hill', row: 4, crew: '' },
        },
      ],
      invalid: [{ index: 1, raw: { pump: 'b' } }],
    });
  });

  test('without a required envelope key nothing fits', () => {
    const payload = { site: 'hill', report: { readings: [{ pump: 'a', litres: 1 }] } };

    expect(compile(enveloped).classify(JSON.stringify(payload)).outcome).toBe('unclassified');
  });

  test('embedded JSON text is decoded', () => {
    const schemas = pump({ json_path: 'items[*].msg', embedded_json: true });
    const items = ['{"pump":"c","litres":3}', '[1]', 'oops'].map((msg) => ({ msg }));

    expect(compile(schemas).classify(JSON.stringify({ items }))).toMatchObject({
      records: [{ pump: 'c', litres: 3 }],
      invalid: [
        { index: 1, raw: [1] },
        { index: 2, raw: 'oops' },
      ],
    });
  });

  test('a record that stands by itself is taken when bare records are accepted', () => {
    const bare = '{"pump":"a","litres":1}';

    expect(compile(enveloped, true).classify(bare)).toMatchObject({
      records: [{ pump: 'a', litres: 1 }],
    });
    expect(compile(enveloped, false).classify(bare).outcome).toBe('unclassified');
  });

  test('JSON inside the text of a field is found', () => {
    const schemas = {
      'kitchen:oven': {
        parser: 'json',
        schema: { oven: 'string', deg: 'integer' },
        configuration: { json_regex_key: 'line' },
      },
    };
    const line = 'ovend[88] note: {"oven":"left", "deg":"210"}';

    expect(recordsOf(schemas, { line, n: 1 })).toEqual([{ oven: 'left', deg: 210 }]);
    expect(recordsOf(schemas, { line: 'no JSON here' })).toBeUndefined();
    expect(recordsOf(schemas, { line: '{"oven":"left",\n"deg":1}' })).toBeUndefined();
  });
});

describe('text formats', () => {
  const ferry = {
    'ferry:crossing': {
      parser: 'csv',
      schema: { when: 'string', boat: 'string', load: { cars: 'integer', lorries: 'integer' } },
      configuration: { delimiter: ';', log_patterns: { boat: ['MV *', 'SS *'] } },
    },
  };

  test.each([
    ['06:10;MV Tern;12;3', undefined],
    ['06:10;MV Tern;"12;3"', [{ when: '06:10', boat: 'MV Tern', load: { cars: 12, lorries: 3 } }]],
    ['06:10;Tern;"12;3"', undefined],
  ])('CSV with a nested column: %s', (line, records) => {
    expect(recordsOf(ferry, line)).toEqual(records);
  });

  test('every line of a CSV payload is a record', () => {
    expect(recordsOf(ferry, '06:10;MV Tern;"12;3"\n06:20;SS Ann;"1;0"')).toHaveLength(2);
  });

  test('columns keep their place when their names are numbers', () => {
    const schemas = '{"a:b":{"parser":"csv","schema":{"2":"string","1":"string","x":"string"}}}';

    expect(compile(schemas).classify('a,b,c')).toMatchObject({
      records: [{ '2': 'a', '1': 'b', x: 'c' }],
    });
  });

  test('CSV inside JSON carries the envelope', () => {
    const schemas = {
      'ledger:row': {
        parser: 'csv',
        schema: { id: 'integer', who: 'string' },
        configuration: { json_path: 'batch[*].text', envelope_keys: { bank: 'string' } },
      },
    };
    const envelope = { 'streamalert:envelope_keys': { bank: 'north' } };

    expect(
      recordsOf(schemas, { bank: 'north', batch: [{ text: '1,ann' }, { text: '2,bo' }] }),
    ).toEqual([
      { id: 1, who: 'ann', ...envelope },
      { id: 2, who: 'bo', ...envelope },
    ]);
  });

  const lift = {
    'lift:door': { parser: 'kv', schema: { t: 'integer', car: 'string', t2: 'integer' } },
  };
  test.each([
    ['t=5 car=B t2=9', [{ t: 5, car: 'B', t2: 9 }]],
    ['t=5 car=B t=9', [{ t: 5, car: 'B', t2: 9 }]],
    ['car=B t=5 t2=9', [{ t: 5, car: 'B', t2: 9 }]],
    ['t=5  car=B t2=9\n', [{ t: 5, car: 'B', t2: 9 }]],
    ['t=5 car=B=2 t2=1', [{ t: 5, car: 'B=2', t2: 1 }]],
    ['t=5 car= t2=1', [{ t: 5, car: '', t2: 1 }]],
    ['t=5 car=B', undefined],
    ['t=5 car t2=1', undefined],
  ])('key-value: %s', (line, records) => {
    expect(recordsOf(lift, line)).toEqual(records);
  });

  const syslog = {
    'sys:log': {
      parser: 'syslog',
      schema: { timestamp: 'string', host: 'string', application: 'string', message: 'string' },
    },
  };
  test.each([
    ['Jan 26 19:35:33 vagrant sudo: pam_unix(sudo:session)', 'sudo', 'pam_unix(sudo:session)'],
    ['Jan 10 19:35:33 web-1 sshd[411]: Accepted', 'sshd', 'Accepted'],
    ['Jan  1 19:35:33 web.example systemd-logind[1]: x', 'systemd-logind', 'x'],
    ['Jan 10 19:35:33 web-1 cron: ', 'cron', ''],
  ])('syslog: %s', (line, application, message) => {
    expect(recordsOf(syslog, line)).toMatchObject([{ application, message }]);
  });

  test.each([
    '<13>Jan 10 19:35:33 web sshd: x',
    'Jan 10 19:35:33 web sshd: x\nsecond line',
    '{"a":1}',
    `Jan 10 19:35:33 ${'a-'.repeat(50_000)}!`,
  ])('not syslog: %.40s', (line) => {
    expect(recordsOf(syslog, line)).toBeUndefined();
  });
});

describe('order and near misses', () => {
  test('the lowest priority number is tried first, schemas without one last, in file order', () => {
    const schema = { a: 'string' };
    const parser = 'json';
    const classifier = compile({
      'x:none': { parser, schema },
      'x:one': { parser, schema, configuration: { priority: 1 } },
      'x:zero': { parser, schema, configuration: { priority: 0 } },
    });

    expect(classifier.explain('{"a":"b"}').map(({ logType }) => logType)).toEqual([
      'x:zero',
      'x:one',
      'x:none',
    ]);
    expect(classifier.classify('{"a":"b"}')).toMatchObject({ logType: { name: 'x:zero' } });
  });

  test('what fits nothing is explained by the nearest schema', () => {
    const { dwell: _, ...rest } = { gate: 'gate 4', badge: 'x', dwell: 1, colour: 'red' };

    const classified = compile(turnstile).classify(JSON.stringify(rest));

    expect(classified).toMatchObject({
      outcome: 'unclassified',
      reason: 'no schema fits',
      nearest: {
        logType: 'turnstile:entry',
        missingKeys: ['dwell'],
        unknownKeys: ['colour'],
        wrongTypes: ['gate: expected integer, found "gate 4"'],
      },
    });
  });

  test('JSON that is cut off is named as such', () => {
    expect(compile(turnstile).classify('{"gate": 1, "bad')).toMatchObject({ reason: 'not JSON' });
  });

  test('bytes that are no UTF-8 are refused, and UTF-16 JSON is read', () => {
    const classifier = compile(one('string'));

    expect(classifier.classify(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))).toMatchObject({
      reason: 'not UTF-8',
    });
    expect(classifier.classify(Buffer.from('{"f":"ä"}', 'utf16le'))).toMatchObject({
      records: [{ f: 'ä' }],
    });
    expect(classifier.classify(Buffer.from('\uFEFF{"f":"x"}'))).toMatchObject({
      records: [{ f: 'x' }],
    });
  });

  test.each([
    ['keep', { a: 'x', b: 1 }],
    ['drop', { a: 'x' }],
  ])('unknown keys can be told to be %s', (unknown_keys, record) => {
    const schemas = {
      'a:b': { parser: 'json', schema: { a: 'string' }, configuration: { unknown_keys } },
    };

    expect(recordsOf(schemas, { a: 'x', b: 1 })).toEqual([record]);
  });
});

describe('events inside what an export put around them', () => {
  const schemas = { 'door:open': { parser: 'json', schema: { door: 'string', at: 'integer' } } };
  const event = { door: 'north', at: 7 };

  test.each([
    ['Elasticsearch', { _index: 'doors', _source: event }, { _index: 'doors' }],
    ['a webhook archive', { action: 'opened', payload: event }, { action: 'opened' }],
    [
      'Splunk',
      { preview: false, result: { _raw: JSON.stringify(event), host: 'h' } },
      { preview: false, host: 'h' },
    ],
  ])('%s: the event is classified and its surroundings go with it', (_, wrapped, around) => {
    expect(compile(schemas, true).classify(JSON.stringify(wrapped))).toMatchObject({
      logType: { name: 'door:open' },
      records: [{ ...event, 'streamalert:envelope_keys': around }],
    });
  });

  test('an export that holds nothing known is refused as a whole', () => {
    const classified = compile(schemas, true).classify('{"payload":{"window":1},"event":"x"}');

    expect(classified.outcome).toBe('unclassified');
  });

  test('a deployment that reads exactly what its schemas say does not look inside', () => {
    const wrapped = JSON.stringify({ payload: event });

    expect(compile(schemas, false).classify(wrapped).outcome).toBe('unclassified');
  });
});
