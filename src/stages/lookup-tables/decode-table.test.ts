import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeCsv } from './decode-csv.ts';
import { decodeTable, encodeTable, type TableFormat } from './decode-table.ts';

const json: TableFormat = { kind: 'json' };
const csv: TableFormat = { kind: 'csv', keyColumn: 'ip', valueColumn: 'team' };
const rows: TableFormat = { kind: 'csv', keyColumn: 'ip' };

const decoded = async (text: string | Uint8Array, format: TableFormat = json, bytesMax?: number) =>
  (await decodeTable(typeof text === 'string' ? Buffer.from(text) : text, format, bytesMax))
    .content;

describe('JSON', () => {
  test('a map is a table, with keys that are names of the language and every digit', async () => {
    const content = await decoded(
      '{"__proto__": 1, "constructor": {"a": 9007199254740993}, "n": null}',
    );

    expect([...content]).toEqual([
      ['__proto__', 1],
      ['constructor', { a: 9007199254740993n }],
      ['n', null],
    ]);
  });

  test('a mark of byte order is passed over', async () => {
    expect(await decoded('\uFEFF{"a": 1}')).toEqual(new Map([['a', 1]]));
  });

  test.each([
    ['', 'is empty (0 bytes)'],
    [' \n', 'is blank'],
    ['[]', 'holds a list; write a map'],
    ['["a"]', 'holds a list; write a map'],
    ['null', 'holds null; write a map'],
    ['5', 'holds a number; write a map'],
    ['"text"', 'holds a string; write a map'],
    ['{"a": 1', 'is not JSON'],
    ['{"a": 1}{"b": 2}', 'is not JSON'],
    ['<html>404</html>', 'is not JSON'],
    [Buffer.from([0x7b, 0xff, 0x7d]), 'is not UTF-8 text'],
    [gzipSync('{"a": 1}').subarray(0, 20), 'cannot be unpacked, it may be cut off'],
    [gzipSync('[1]'), 'holds a list'],
  ])('%j is refused: %s', async (text, reason) => {
    await expect(decoded(text)).rejects.toThrow(reason);
  });

  test.each([
    ['plain', (text: string) => Buffer.from(text)],
    ['gzip', gzipSync],
    ['zlib', deflateSync],
  ])('%s is recognised', async (_name, pack) => {
    expect(await decoded(pack('{"a": "x"}'))).toEqual(new Map([['a', 'x']]));
  });

  test('more than is read into memory is refused, also packed into little', async () => {
    const text = `{"a": "${'x'.repeat(10_000)}"}`;

    await expect(decoded(text, json, 1_000)).rejects.toThrow('is larger than');
    await expect(decoded(gzipSync(text), json, 1_000)).rejects.toThrow('is larger than');
    expect((await decoded(gzipSync(text), json, 20_000)).size).toBe(1);
  });
});

describe('CSV', () => {
  const text = 'ip,team,"the ""site"""\n10.0.0.1,"a, b",x\n\n10.0.0.2,"two\nlines",\n';

  test('a column is the value', async () => {
    expect([...(await decoded(text, csv))]).toEqual([
      ['10.0.0.1', 'a, b'],
      ['10.0.0.2', 'two\nlines'],
    ]);
  });

  test('without a column for the value it is the row', async () => {
    expect((await decoded(text, rows)).get('10.0.0.2')).toEqual({
      ip: '10.0.0.2',
      team: 'two\nlines',
      'the "site"': '',
    });
    expect((await decoded('__proto__,ip\nx,a\n', rows)).get('a')).toEqual(
      JSON.parse('{"__proto__": "x", "ip": "a"}'),
    );
  });

  test('the first line is enough, and Windows ends its lines otherwise', async () => {
    expect((await decoded('ip,team\r\n', csv)).size).toBe(0);
    expect([...(await decoded('\uFEFFip,team\r\na,b\r\n', csv))]).toEqual([['a', 'b']]);
  });

  test.each(['\n', '\r\n'])('is the same with quotes and without, lines ending with %j', (end) => {
    const lines = ['ip,team', 'a,1', '', 'b,', ' c ,d e', ',empty', 'é,ü'];
    for (const last of ['', end]) {
      const plain = lines.join(end) + last;
      // Quotes in one line send all of them the long way.
      const quoted = plain.replace('a,1', '"a","1"');

      expect(decodeCsv(plain, 'ip', 'team')).toEqual(decodeCsv(quoted, 'ip', 'team'));
      expect(decodeCsv(plain, 'ip')).toEqual(decodeCsv(quoted, 'ip'));
      expect(decodeCsv(plain, 'ip').content.size).toBe(5);
    }
  });

  test.each(['x', 'x,y,z'])('a wrong row is found at the same line with quotes: %j', (row) => {
    const refusal = (content: string): unknown => {
      try {
        return decodeCsv(content, 'ip');
      } catch (error) {
        return error;
      }
    };
    const plain = `ip,team\na,b\n\n${row}\n`;

    expect(refusal(plain)).toEqual(refusal(plain.replace('a,b', '"a",b')));
    expect(refusal(plain)).toBeInstanceOf(Error);
  });

  test('of several rows for one key the last counts, and it is told', async () => {
    const table = await decodeTable(Buffer.from('ip,team\na,1\na,2\nb,3\n'), csv);

    expect(table.content.get('a')).toBe('2');
    expect(table.notices).toEqual([
      expect.stringContaining('several rows for one key, such as "a"'),
    ]);
  });

  test.each([
    ['', 'is empty'],
    ['host,team\na,b\n', 'has no column "ip", its key_column; its first line names "host", "team"'],
    ['ip,owner\na,b\n', 'has no column "team", its value_column'],
    ['ip,team\na,b,c\n', 'has 3 columns in line 2, and 2 names in its first line'],
    ['ip,team\na\n', 'has 1 columns in line 2'],
    ['ip,team\n"a,b\n', 'is not CSV'],
    ['{"a": 1}', 'is not CSV'],
    ['[1, 2]', 'has no column "ip"'],
  ])('%j is refused: %s', async (content, reason) => {
    await expect(decoded(content, csv)).rejects.toThrow(reason);
  });
});

test('the fingerprint follows from content and reading, not from compression', async () => {
  const print = async (bytes: Uint8Array, format: TableFormat) =>
    (await decodeTable(bytes, format)).fingerprint;
  const text = Buffer.from('ip,team\na,b\n');

  expect(await print(gzipSync(text), csv)).toBe(await print(text, csv));
  expect(await print(text, rows)).not.toBe(await print(text, csv));
  expect(await print(Buffer.from('ip,team\na,c\n'), csv)).not.toBe(await print(text, csv));
});

test.each(['{"a":1}', '{\n  "a": 1\n}\n', '{\n    "a": 1\n}'])(
  'writing %j again keeps its form',
  (text) => {
    const written = encodeTable(new Map([['a', 1]]), { text, compress: false });

    expect(Buffer.from(written).toString()).toBe(text);
  },
);
