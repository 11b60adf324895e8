import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classified, findingsOf, reader } from '../../../testing/parsing.ts';

const header = {
  leef_version: '1.0',
  device_vendor: 'Northwind',
  device_product: 'Mail',
  device_version: '4.0 SP1',
  event_id: '15345',
};

const start = 'LEEF:1.0|Northwind|Mail|4.0 SP1|15345|';

const pairs = { src: '192.0.2.1', usrName: 'ana lee', sev: '5' };

const read = (text: string, configuration: object = {}) => reader('leef', { configuration })(text);

/** The attributes of a line, read. */
function attributes(line: string, configuration: object = {}): unknown {
  const [record] = read(line, { ...configuration, attributes: 'nested' });
  return record !== null && typeof record === 'object' && 'attributes' in record
    ? record['attributes']
    : record;
}

test('release 1.0 has tabs between its attributes', () => {
  expect(read(`${start}src=192.0.2.1\tusrName=ana lee\tsev=5\n`)).toEqual([
    { ...header, ...pairs },
  ]);
});

describe('release 2.0', () => {
  const second = 'LEEF:2.0|Northwind|Mail|4.0 SP1|15345|';

  test.each([
    ['^|', '^'],
    ['x5E|', '^'],
    ['0x5e|', '^'],
    ['x09|', '\t'],
    ['|', '\t'],
    ['xa6|', '¦'],
    ['¦|', '¦'],
    ['', '\t'],
  ])('names its delimiter as %j', (field, delimiter) => {
    const text = ['src=192.0.2.1', 'usrName=ana lee', 'sev=5'].join(delimiter);

    expect(read(second + field + text)).toEqual([{ ...header, leef_version: '2.0', ...pairs }]);
  });

  test('a bar in an attribute is no delimiter field', () => {
    expect(attributes(`${second}a=b|c\td=e|f`)).toEqual({ a: 'b|c', d: 'e|f' });
    expect(attributes(`${second}^|a=b|c^d=e|f`)).toEqual({ a: 'b|c', d: 'e|f' });
  });
});

test('a delimiter for lines that name none may be told', () => {
  expect(attributes(`${start}a=1^b=2`, { delimiter: '^' })).toEqual({ a: '1', b: '2' });
  expect(attributes(`${start}a=1^b=2`, { delimiter: 'x5e' })).toEqual({ a: '1', b: '2' });
  expect(attributes(`LEEF:2.0|a|b|c|d|;|a=1;b=2`, { delimiter: '^' })).toEqual({ a: '1', b: '2' });
});

test('fields have the types that the schema says', () => {
  const schema = { event_id: 'integer', src: 'string', sev: 'integer' };
  const configuration = { unknown_keys: 'drop' };

  expect(
    classified('leef', { schema, configuration }, `${start}src=192.0.2.1\tusrName=x\tsev=5`),
  ).toEqual([{ event_id: 15345, src: '192.0.2.1', sev: 5 }]);
});

test('what stands in front of LEEF: goes into the field that prefix_field names', () => {
  const configuration = { prefix_field: 'from', unknown_keys: 'keep' };
  const syslog = '<13>1 2026-01-18T11:07:53.520Z 192.0.2.9 ';

  expect(read(`${syslog}${start}sev=5`, configuration)).toEqual([
    { ...header, from: syslog.trimEnd(), sev: '5' },
  ]);
  expect(read(`${syslog}${start}sev=5`)).toEqual([{ ...header, sev: '5' }]);
});

describe('attributes', () => {
  test.each([
    ['a=1\t\tb=2\t', { a: '1', b: '2' }],
    ['a=\tb=', { a: '', b: '' }],
    ['a=x=y\tb= z ', { a: 'x=y', b: ' z ' }],
    ['msg=one\ttwo three=3\tb=2', { msg: 'one\ttwo three=3', b: '2' }],
    [' a=1\t b=2', { a: '1', b: '2' }],
    ['a=1\ta=2', { a: '2' }],
    ['', {}],
    ['\t', {}],
  ])('%j', (text, pairsOf) => {
    expect(attributes(start + text)).toEqual(pairsOf);
  });

  test('a name of the header does not hide it, and hostile ones are ordinary', () => {
    const [record] = read(`${start}event_id=9\t__proto__=1\tconstructor=2`);

    expect(Object.entries(record ?? {}).slice(4)).toEqual([
      ['event_id', '15345'],
      ['extension_event_id', '9'],
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
  });
});

test.each([
  ['', 'no "LEEF:" with a version behind it'],
  ['LEEF:|a|b|c|d|', 'no "LEEF:" with a version behind it'],
  ['LEEF:1.0|a|b|c', 'fewer than 5 values in the LEEF header'],
  ['LEEF:1.0|a|b|c|d|loose text', 'the attributes do not begin with key=value'],
  ['LEEF:1.0|a|b|c|d|=x', 'the attributes do not begin with key=value'],
])('%j is refused', (text, reason) => {
  expect(read(text)).toMatchObject([{ reason, raw: text }]);
});

test('contradictions are told when the schema is loaded', () => {
  const found = (configuration: object, schema: object = {}) =>
    findingsOf('leef', { schema, configuration });

  expect(found({ delimiter: 'tab' })).toEqual([
    'load configuration.delimiter: expected one character, or its code as x09, found "tab" (leef parser)',
  ]);
  expect(found({ attributes: 'nested' }, { event_id: 'string' })[0]).toMatch(
    /^warning schema: nothing fits: LEEF records always have .*attributes/,
  );
});

test('what is written is read again', () => {
  const key = fc.string({ unit: fc.constantFrom('a', 'B', '1', '_'), minLength: 1, maxLength: 5 });
  const value = fc.string({ unit: fc.constantFrom('a', ' ', '=', '|', '\\', 'é'), maxLength: 8 });

  fc.assert(
    fc.property(
      fc.array(fc.tuple(key, value), { minLength: 1, maxLength: 6 }),
      fc.constantFrom('^', 'x09', 'x7C7C', '~'),
      (written, field) => {
        const code = /^x(.*)$/.exec(field)?.[1];
        const delimiter =
          code === undefined ? field : String.fromCharCode(Number.parseInt(code, 16));
        const text = written.map((pair) => pair.join('=')).join(delimiter);
        expect(attributes(`LEEF:2.0|a|b|c|d|${field}|${text}`)).toEqual(
          Object.fromEntries(written),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('no text makes it throw, and it takes time in proportion to it', () => {
  const parse = reader('leef');
  const unit = fc.constantFrom(
    'LEEF:2.0|',
    '|',
    '^',
    '=',
    ' ',
    '\t',
    'a',
    '\n',
    '__proto__',
    'x09',
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 40 }), (parts) => {
      expect(Array.isArray(parse(parts.join('')))).toBe(true);
    }),
    { numRuns: 1000 },
  );

  const begun = performance.now();
  for (const piece of ['|', '=', '\t', ' ', 'a', 'a=', ' a', 'LEEF:1', 'a=\t', 'a\t', '\\|']) {
    parse(piece.repeat(50_000));
    parse(`LEEF:1.0|a|b|c|d|x=${piece.repeat(50_000)}`);
  }
  expect(performance.now() - begun).toBeLessThan(4000);
});
