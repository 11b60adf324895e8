import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classified, findingsOf, reader } from '../../../testing/parsing.ts';

const line =
  'CEF:0|Northwind|Gate|4.2|100|worm stopped|10|src=192.0.2.10 dst=203.0.113.2 spt=31224 act=blocked';

const header = {
  cef_version: '0',
  device_vendor: 'Northwind',
  device_product: 'Gate',
  device_version: '4.2',
  device_event_class_id: '100',
  name: 'worm stopped',
  severity: '10',
};

const pairs = { src: '192.0.2.10', dst: '203.0.113.2', spt: '31224', act: 'blocked' };

const read = (text: string, configuration: object = {}) => reader('cef', { configuration })(text);

/** The extension of a line, read. */
function extension(text: string): unknown {
  const [record] = read(`CEF:0|a|b|c|d|e|f|${text}`, { extension: 'nested' });
  return record !== null && typeof record === 'object' && 'extension' in record
    ? record['extension']
    : record;
}

test('header and extension stand side by side', () => {
  expect(read(line)).toEqual([{ ...header, ...pairs }]);
  expect(read(`${line}\r\n`)).toEqual([{ ...header, ...pairs }]);
});

test('fields have the types that the schema says', () => {
  const schema = {
    device_vendor: 'string',
    severity: 'integer',
    src: 'string',
    spt: 'integer',
    cnt: 'integer',
  };
  const configuration = { unknown_keys: 'drop', optional_top_level_keys: ['spt', 'cnt'] };

  expect(classified('cef', { schema, configuration }, line)).toEqual([
    { device_vendor: 'Northwind', severity: 10, src: '192.0.2.10', spt: 31224, cnt: 0 },
  ]);
});

test('the extension may be a map of its own', () => {
  expect(read(line, { extension: 'nested' })).toEqual([{ ...header, extension: pairs }]);
});

describe('what stands in front of CEF:', () => {
  const syslog = '<13>Sep 19 08:26:10 gate.northwind.example ';

  test('is left out when nothing is said', () => {
    expect(read(`${syslog}${line}`)).toEqual([{ ...header, ...pairs }]);
  });

  test('goes into the field that prefix_field names', () => {
    expect(read(`${syslog}${line}`, { prefix_field: 'from', unknown_keys: 'keep' })).toEqual([
      { ...header, from: syslog.trimEnd(), ...pairs },
    ]);
    expect(read(line, { prefix_field: 'from', unknown_keys: 'keep' })).toMatchObject([
      { from: '' },
    ]);
  });

  test('may look like the mark itself', () => {
    expect(read(`CEF: xCEF:1 CEF:1|a|b|c|d|e|f|g=h`)).toMatchObject([
      { cef_version: '1', device_vendor: 'a', g: 'h' },
    ]);
  });
});

describe('in the header', () => {
  test('bars and backslashes stand behind a backslash, and equals signs do not', () => {
    const [record] = read('CEF:1|a\\|b|c\\\\|d=e|\\|||f\\n|');

    expect(record).toMatchObject({
      device_vendor: 'a|b',
      device_product: 'c\\',
      device_version: 'd=e',
      device_event_class_id: '|',
      name: '',
      severity: 'f\\n',
    });
  });

  test('the last bar may be missing when there is no extension', () => {
    expect(read('CEF:0|Northwind|Gate|4.2|100|worm stopped|10')).toEqual([header]);
    expect(read('CEF:0|Northwind|Gate|4.2|100|worm stopped|10|')).toEqual([header]);
  });
});

describe('in the extension', () => {
  test.each([
    ['a=1 b=2', { a: '1', b: '2' }],
    ['  a=1   b=2  ', { a: '1', b: '2' }],
    ['path=/usr/my file.txt act=read it', { path: '/usr/my file.txt', act: 'read it' }],
    ['a= b=', { a: '', b: '' }],
    ['msg=x\\=y z\\\\ \\n\\r| end', { msg: 'x=y z\\ \n\r| end' }],
    ['dir=C:\\\\temp file=a\\tb\\', { dir: 'C:\\temp', file: 'a\\tb\\' }],
    ['request=http://x/?q=1&r=2 act=ok', { request: 'http://x/?q=1&r=2', act: 'ok' }],
    ['a=1 (b=2) c=3', { a: '1 (b=2)', c: '3' }],
    ['ad.field[0]=x flex_1=y a:b=z', { 'ad.field[0]': 'x', flex_1: 'y', 'a:b': 'z' }],
    ['a=1 a=2', { a: '2' }],
    ['a==b', { a: '=b' }],
    ['a=b\\\\=c d=e', { a: 'b\\=c', d: 'e' }],
    ['', {}],
    ['   ', {}],
  ])('%j', (text, pairsOf) => {
    expect(extension(text)).toEqual(pairsOf);
  });

  test('a name of the header does not hide it', () => {
    expect(read('CEF:0|a|b|c|d|e|f|name=x severity=y constructor=z')).toEqual([
      {
        cef_version: '0',
        device_vendor: 'a',
        device_product: 'b',
        device_version: 'c',
        device_event_class_id: 'd',
        name: 'e',
        severity: 'f',
        extension_name: 'x',
        extension_severity: 'y',
        constructor: 'z',
      },
    ]);
  });

  test('hostile keys are ordinary, also in the code for many lines', () => {
    const parse = reader('cef');
    const records = Array.from({ length: 40 }, (_, n) =>
      parse(`CEF:0|a|b|c|d|e|f|__proto__=${n} constructor=x toString=y`),
    );

    expect(records.map(([record]) => Object.entries(record ?? {}).slice(7))).toEqual(
      Array.from({ length: 40 }, (_, n) => [
        ['__proto__', String(n)],
        ['constructor', 'x'],
        ['toString', 'y'],
      ]),
    );
  });
});

describe('labels', () => {
  const text = 'CEF:0|a|b|c|d|e|f|cs1=eu cs1Label=Region cn1=5 cn1Label=Tries cs2Label=Empty cs3=x';

  test('stay beside their values when nothing is said', () => {
    expect(read(text)).toMatchObject([{ cs1: 'eu', cs1Label: 'Region', cn1: '5' }]);
  });

  test('become the keys with rename', () => {
    const [record] = read(text, { labels: 'rename' });

    expect(Object.entries(record ?? {}).slice(7)).toEqual([
      ['cs2Label', 'Empty'],
      ['cs3', 'x'],
      ['Region', 'eu'],
      ['Tries', '5'],
    ]);
  });

  test('neither hide other fields nor make strange ones', () => {
    const [record] = read(
      'CEF:0|a|b|c|d|e|f|cs1=1 cs1Label=severity cs2=2 cs2Label=act act=x cs3=3 cs3Label=__proto__ cs4=4 cs4Label=',
      { labels: 'rename' },
    );

    expect(record).toMatchObject({ severity: 'f', cs1: '1', cs2: '2', act: 'x', cs4: '4' });
    expect(Object.entries(record ?? {}).at(-1)).toEqual(['__proto__', '3']);
  });

  test('work in a nested extension as well', () => {
    expect(read(text, { labels: 'rename', extension: 'nested' })).toMatchObject([
      { extension: { Region: 'eu', Tries: '5' } },
    ]);
  });
});

test('each line of a text is an event', () => {
  expect(read(`${line}\n\nno event\n${line}\n`)).toMatchObject([
    header,
    { reason: 'no "CEF:" with a version behind it', raw: 'no event' },
    header,
  ]);
});

test.each([
  ['', 'no "CEF:" with a version behind it'],
  ['CEF:|a|b|c|d|e|f|', 'no "CEF:" with a version behind it'],
  ['cef:0|a|b|c|d|e|f|', 'no "CEF:" with a version behind it'],
  ['CEF:0|a|b|c|d|e', 'fewer than 7 values in the CEF header'],
  ['CEF:0|a|b|c|d|e\\|f', 'fewer than 7 values in the CEF header'],
  ['CEF:0|a|b|c|d|e|f|loose text a=1', 'the extension does not begin with key=value'],
  ['CEF:0|a|b|c|d|e|f|=1', 'the extension does not begin with key=value'],
])('%j is refused', (text, reason) => {
  expect(read(text)).toMatchObject([{ reason, raw: text }]);
});

test('contradictions are told when the schema is loaded', () => {
  const found = (schema: object, configuration: object) =>
    findingsOf('cef', { schema, configuration });

  expect(found({ src: 'string' }, {})).toEqual([
    'warning schema: nothing fits: CEF records always have cef_version, device_vendor, device_product, device_version, device_event_class_id, name, severity, which the schema lacks; add them, or set unknown_keys to keep or drop',
  ]);
  expect(found({ src: 'string' }, { unknown_keys: 'drop' })).toEqual([]);
  expect(found({ src: 'string' }, { unknown_keys: 'drop', prefix_field: 'from' })).toEqual([
    'load configuration.prefix_field: the schema has no field "from"; add it',
  ]);
  expect(found({}, { prefix_field: 'name' })).toEqual([
    'load configuration.prefix_field: "name" is a field of the format itself; choose another name',
  ]);
  expect(found({}, { labels: 'yes' })[0]).toMatch(/^load configuration.labels: .*found "yes"/);
});

test('what is written is read again', () => {
  const key = fc.string({
    unit: fc.constantFrom('a', 'B', '1', '_', '.'),
    minLength: 1,
    maxLength: 5,
  });
  const text = fc.string({
    unit: fc.constantFrom('a', ' ', '=', '|', '\\', '\n', '\r', 'é', 'n'),
    maxLength: 9,
  });
  const inHeader = (value: string) => value.replaceAll(/[\\|]/g, '\\$&');
  const inExtension = (value: string) =>
    value.replaceAll(/[\\=]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r');

  fc.assert(
    fc.property(
      fc.array(
        text.map((value) => value.replaceAll(/[\r\n]/g, '')),
        { minLength: 6, maxLength: 6 },
      ),
      fc.array(
        fc.tuple(
          key,
          text.map((value) => value.trimEnd()),
        ),
        { maxLength: 5 },
      ),
      (values, written) => {
        // Blanks before a key separate, so that a value cannot end with one.
        const all = written.map(([name, value]) => [name, value.replace(/[ \n\r]+$/, '')] as const);
        const tail = all.map(([name, value]) => `${name}=${inExtension(value)}`).join(' ');
        const [record] = read(`CEF:0|${values.map(inHeader).join('|')}|${tail}`, {
          extension: 'nested',
        });
        expect(record).toEqual({
          ...Object.fromEntries(
            Object.keys(header).map((name, at) => [name, ['0', ...values][at]]),
          ),
          extension: Object.fromEntries(all),
        });
      },
    ),
    { numRuns: 500 },
  );
});

test('no text makes it throw, and it takes time in proportion to it', () => {
  const parse = reader('cef', { configuration: { labels: 'rename' } });
  const unit = fc.constantFrom(
    'CEF:0|',
    '|',
    '\\',
    '=',
    ' ',
    'a',
    'cs1',
    'Label',
    '\n',
    '__proto__',
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 40 }), (parts) => {
      expect(Array.isArray(parse(parts.join('')))).toBe(true);
    }),
    { numRuns: 1000 },
  );

  const begun = performance.now();
  for (const piece of [
    '|',
    '\\',
    '=',
    ' =',
    'a',
    'a=',
    ' a',
    'CEF:0',
    'CEF:0|',
    '\\=',
    ' a=',
    '\\|',
  ]) {
    parse(piece.repeat(50_000));
    parse(`CEF:0|a|b|c|d|e|f|x=${piece.repeat(50_000)}`);
  }
  expect(performance.now() - begun).toBeLessThan(4000);
});

test('keys that never come again are read as well', () => {
  const parse = reader('cef');

  for (let n = 0; n < 3000; n++) {
    const keys = Array.from({ length: 10 }, (_, at) => `k${n * 10 + at}`);
    const [record] = parse(`CEF:0|a|b|c|d|e|f|${keys.map((key) => `${key}=${key}`).join(' ')}`);
    expect(Object.keys(record ?? {}).slice(7)).toEqual(keys);
  }
});
