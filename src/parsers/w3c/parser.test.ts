import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classified, findingsOf, reader } from '../../../testing/parsing.ts';
import { noRecords, Row } from '../parser.ts';

const schemaOf = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 'string']));

const iis = {
  schema: {
    date: 'string',
    time: 'string',
    'cs-method': 'string',
    'cs-uri-stem': 'string',
    'c-ip': 'string',
    'cs(User-Agent)': 'string',
    'sc-status': 'integer',
  },
};

const iisHeader = [
  '#Software: Microsoft Internet Information Services 10.0',
  '#Version: 1.0',
  '#Date: 2026-03-14 11:42:00',
  '#Fields: date time cs-method cs-uri-stem c-ip cs(User-Agent) sc-status',
].join('\r\n');

const iisLine = '2026-03-14 11:42:07 GET /login.aspx 203.0.113.7 Mozilla/5.0+(X11) 404';

const iisRecord = {
  date: '2026-03-14',
  time: '11:42:07',
  'cs-method': 'GET',
  'cs-uri-stem': '/login.aspx',
  'c-ip': '203.0.113.7',
  'cs(User-Agent)': 'Mozilla/5.0+(X11)',
  'sc-status': 404,
};

describe('with a #Fields line', () => {
  test('columns have the names that stand there', () => {
    expect(classified('w3c', iis, `${iisHeader}\r\n${iisLine}\r\n`)).toEqual([iisRecord]);
  });

  test('the order of the schema does not matter', () => {
    const header = '#Fields: sc-status cs(User-Agent) c-ip cs-uri-stem cs-method time date';
    const line = iisLine.split(' ').toReversed().join(' ');

    expect(classified('w3c', iis, `${header}\n${line}`)).toEqual([iisRecord]);
  });

  test('each line below it is a record, and a second #Fields line changes the columns', () => {
    const read = reader('w3c');
    const text = '#Fields: a b\n1 2\n\n3 4\n#Date: 2026-03-14\n#Fields: b\n5\n';

    expect(read(text)).toEqual([{ a: '1', b: '2' }, { a: '3', b: '4' }, { b: '5' }]);
  });

  test('many lines are read as the first ones are', () => {
    const read = reader('w3c');
    const records = Array.from({ length: 50 }, (_, n) => read(`#Fields: a __proto__ c\n${n} x -`));

    expect(records.map(([record]) => Object.entries(record ?? {}))).toEqual(
      Array.from({ length: 50 }, (_, n) => [
        ['a', String(n)],
        ['__proto__', 'x'],
        ['c', ''],
      ]),
    );
  });

  test('files with different headers come by turns', () => {
    const read = reader('w3c');
    const texts = Array.from({ length: 300 }, (_, n) => `#Fields: a c${n % 70}\n1 2`);

    for (const [n, text] of texts.entries()) {
      expect(read(text)).toEqual([{ a: '1', [`c${n % 70}`]: '2' }]);
    }
  });

  test('values between tabs may hold blanks, and brackets are ordinary characters', () => {
    const read = reader('w3c');

    expect(read('#Fields: a b c\nx y\t[z]\t-')).toEqual([{ a: 'x y', b: '[z]', c: '' }]);
  });

  test.each([
    ['#Fields: a b\n1', '1 values, the #Fields line names 2 columns'],
    ['#Fields: a b\n1 2 3', 'more than 2 values, the #Fields line names 2 columns'],
    ['#Fields: a a\n1 2', 'its #Fields line names "a" twice'],
    ['#Fields:\n1 2', 'its #Fields line names no column'],
  ])('%j is refused', (text, reason) => {
    expect(reader('w3c')(text)).toMatchObject([{ reason }]);
  });

  test('a header has no more than 1000 columns', () => {
    const names = Array.from({ length: 1001 }, (_, n) => `c${n}`).join(' ');

    expect(reader('w3c')(`#Fields: ${names}\n1 2`)).toMatchObject([
      { reason: 'its #Fields line names more than 1000 columns' },
    ]);
  });

  test('other delimiters may be told', () => {
    const read = reader('w3c', { configuration: { delimiter: ',' } });
    const header = '#Fields: date-time,client-ip,subject,size';

    expect(read(`${header}\n2026-03-14T11:42Z,192.0.2.1,"Re: a, b ""c""",`)).toEqual([
      {
        'date-time': '2026-03-14T11:42Z',
        'client-ip': '192.0.2.1',
        subject: 'Re: a, b "c"',
        size: '',
      },
    ]);
  });

  test('header: required refuses lines without one, none takes them as data', () => {
    const required = reader('w3c', { configuration: { header: 'required' } });
    const none = reader('w3c', { schema: schemaOf('a', 'b'), configuration: { header: 'none' } });

    expect(required('1 2')).toMatchObject([{ reason: 'no #Fields line before it', raw: '1 2' }]);
    expect(none('#Fields: x')).toEqual([new Row(['#Fields:', 'x'])]);
  });
});

describe('text of directives alone', () => {
  test.each([
    ['#Version: 1.0'],
    ['#Software: Microsoft Windows Firewall\n#Time Format: Local\n'],
    ['#Fields: a b c\r\n'],
    ['#Remark: x\n\n#Date: y'],
  ])('%j holds no record, and nothing is lost', (text) => {
    expect(reader('w3c')(text)).toBe(noRecords);
    expect(classified('w3c', iis, text)).toEqual([]);
  });

  test('a comment of something else is not taken', () => {
    expect(reader('w3c')('# a comment')).toMatchObject([{ reason: 'no line of this format' }]);
    expect(reader('w3c')('#Version: 1\n#include <a.h>')).toMatchObject([
      { reason: 'no line of this format' },
    ]);
  });

  test('in texts that json_path selects it holds none either', () => {
    const configuration = { json_path: 'lines' };
    const payload = (...lines: string[]) => JSON.stringify({ lines });

    expect(classified('w3c', { configuration }, payload('#Version: 1.0'))).toEqual([]);
    expect(classified('w3c', { configuration }, payload('#Version: 1.0', '#Fields: a\n1'))).toEqual(
      [{ a: '1' }],
    );
  });
});

describe('without a header', () => {
  test('values belong to the fields in their order', () => {
    const schema = {
      owner: 'string',
      bucket: 'string',
      time: 'string',
      address: 'string',
      requester: 'string',
      request: 'string',
      status: 'integer',
      error: 'string',
    };
    const line =
      '79a5 my-bucket [06/Feb/2026:00:00:38 +0000] 192.0.2.3 - "GET /k?a=\\"1\\" HTTP/1.1" 200 -';

    expect(classified('w3c', { schema }, line)).toEqual([
      {
        owner: '79a5',
        bucket: 'my-bucket',
        time: '06/Feb/2026:00:00:38 +0000',
        address: '192.0.2.3',
        requester: '',
        request: 'GET /k?a="1" HTTP/1.1',
        status: 200,
        error: '',
      },
    ]);
  });

  test.each([
    ['1 2 3', ['1', '2', '3']],
    ['  1   2  3 ', ['1', '2', '3']],
    ['1\t\t2\t3', ['1', '2', '3']],
    ['"" "-" "a ""b"" c"', ['', '', 'a "b" c']],
    ['"a "b"c" [::1]:80 x', ['a "b"c', '[::1]:80', 'x']],
    ['[::1] "C:\\x\\\\" y', ['::1', 'C:\\x\\\\', 'y']],
    ['"open [open end', ['"open', '[open', 'end']],
    ['a"b" c]d [e]f', ['a"b"', 'c]d', '[e]f']],
    ['"\\" x" [] ""', ['" x', '', '']],
  ])('%j is divided', (line, values) => {
    expect(reader('w3c', { schema: schemaOf('a', 'b', 'c') })(line)).toEqual([new Row(values)]);
  });

  test('with a delimiter of its own, values may be empty', () => {
    const configuration = { delimiter: ' ' };
    const read = reader('w3c', { schema: schemaOf('a', 'b', 'c'), configuration });

    expect(read('1  "x y"')).toEqual([new Row(['1', '', 'x y'])]);
    expect(read('1 2 ')).toEqual([new Row(['1', '2', ''])]);
  });

  test('what stands for an empty value may be told', () => {
    const read = reader('w3c', { schema: schemaOf('a', 'b'), configuration: { empty: 'N/A' } });

    expect(read('- N/A')).toEqual([new Row(['-', ''])]);
  });

  test('vendors add columns at the end', () => {
    const schema = schemaOf('a', 'b', 'c');
    const optional_top_level_keys = ['c'];
    const read = (configuration: object, line: string) =>
      reader('w3c', { schema, configuration })(line);

    expect(read({ optional_top_level_keys }, '1 2')).toEqual([new Row(['1', '2'])]);
    expect(read({}, '1 2')).toMatchObject([{ reason: '2 values, the schema has 3 fields' }]);
    expect(read({}, '1 2 3 4')).toMatchObject([
      { reason: 'more than 3 values, the schema has 3 fields' },
    ]);
    expect(read({ unknown_keys: 'drop' }, '1 2 3 4')).toEqual([new Row(['1', '2', '3'])]);
    expect(
      classified('w3c', { schema, configuration: { unknown_keys: 'keep' } }, '1 2 3 4 5'),
    ).toEqual([{ a: '1', b: '2', c: '3', column_4: '4', column_5: '5' }]);
    expect(
      classified('w3c', { schema, configuration: { optional_top_level_keys } }, '1 2'),
    ).toEqual([{ a: '1', b: '2', c: '' }]);
  });
});

test('contradictions are told when the schema is loaded', () => {
  const found = (configuration: object) =>
    findingsOf('w3c', { schema: schemaOf('a'), configuration });

  expect(found({ delimiter: '::' })).toEqual([
    'load configuration.delimiter: expected exactly one character, found "::" (w3c parser)',
  ]);
  expect(found({ header: 'yes' })[0]).toMatch(/^load configuration.header: .*found "yes"/);
});

test('what is written is read again', () => {
  const value = fc.string({
    unit: fc.constantFrom('a', ' ', '"', '[', ']', '-', '\\', 'é'),
    maxLength: 6,
  });
  const plain = fc.string({
    unit: fc.constantFrom('a', '"', '[', ']', '-', 'é'),
    minLength: 1,
    maxLength: 6,
  });
  const read = reader('w3c', {
    schema: schemaOf('a', 'b', 'c'),
    configuration: { delimiter: ' ' },
  });
  const written = (text: string) => `"${text.replaceAll('"', '""')}"`;

  fc.assert(
    fc.property(fc.tuple(value, plain, value), ([a, b, c]) => {
      // A backslash before a quote makes it ordinary, and what a writer of that kind does has a test of its own.
      fc.pre(!/\\("|$)/.test(a) && !/\\("|$)/.test(c) && !/^["[]/.test(b));
      const dash = (text: string) => (text === '-' ? '' : text);
      expect(read([written(a), b, written(c)].join(' '))).toEqual([
        new Row([dash(a), dash(b), dash(c)]),
      ]);
    }),
    { numRuns: 1000 },
  );
});

test('no text makes it throw, and it takes time in proportion to it', () => {
  const read = reader('w3c', {
    schema: schemaOf('a', 'b', 'c'),
    configuration: { unknown_keys: 'keep' },
  });
  const unit = fc.constantFrom('"', '[', ']', ' ', '\t', '\\', '-', 'a', '\n', '#', '\r', ',');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 300 }), (text) => {
      expect(Array.isArray(read(text))).toBe(true);
      expect(Array.isArray(read(`#Fields: a b\n${text}`))).toBe(true);
    }),
    { numRuns: 500 },
  );

  const begun = performance.now();
  for (const piece of [
    '"a ',
    '[a ',
    '"" ',
    '\\" ',
    '" ',
    '""',
    '"[',
    ' ',
    '#a\n',
    '#Fields: a\n',
  ]) {
    read(piece.repeat(50_000));
    read(`"${piece.repeat(50_000)}`);
  }
  expect(performance.now() - begun).toBeLessThan(3000);
});
