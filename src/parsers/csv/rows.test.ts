import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRowReader, type CsvDialect } from './rows.ts';

const standard: CsvDialect = { delimiter: ',', quote: '"', escape: undefined };
const many = 1000;
const read = (text: string, dialect: Partial<CsvDialect> = {}) =>
  compileRowReader({ ...standard, ...dialect })(text, many);

describe('rows of CSV text', () => {
  test.each<[string, string[][]]>([
    ['a,b', [['a', 'b']]],
    ['', []],
    ['a,b\n', [['a', 'b']]],
    [
      'a,b\r\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a\n\nb', [['a'], [], ['b']]],
    ['a\r\r\nb', [['a'], ['b']]],
    ['\r\n', [[]]],
    ['"a,b",c', [['a,b', 'c']]],
    ['"a\nb",c', [['a\nb', 'c']]],
    ['"a\r\nb",c', [['a\r\nb', 'c']]],
    ['"a""b",""', [['a"b', '']]],
    ['"""",""""""', [['"', '""']]],
    ['a"b,c', [['a"b', 'c']]],
    [' "a,b"', [[' "a', 'b"']]],
    ['"2"x,y', [['2x', 'y']]],
    ['"2"x"y",z', [['2x"y"', 'z']]],
    ['"never ends, really\nnever', [['never ends, really\nnever']]],
    ['a,"', [['a', '']]],
    [',', [['', '']]],
    ['a,\n', [['a', '']]],
    ['""\n""', [[''], ['']]],
    ['a\r', [['a']]],
  ])('%j', (text, rows) => {
    expect(read(text)).toMatchObject({ rows, broken: false });
  });

  test('a carriage return with more text behind it stops the reading', () => {
    expect(read('a,b\nc\rd,e\nf')).toMatchObject({ rows: [['a', 'b']], broken: true });
    expect(read('"a\rb"\n')).toMatchObject({ rows: [['a\rb']], broken: false });
  });

  test('an escape makes the next character ordinary', () => {
    expect(read('a\\,b,"c\\"d"', { escape: '\\' }).rows).toEqual([['a,b', 'c"d']]);
    expect(read('\\"a,b', { escape: '\\' }).rows).toEqual([['"a', 'b']]);
    expect(read('a\\\nb,c', { escape: '\\' }).rows).toEqual([['a\nb', 'c']]);
    expect(read('"a"\\,b', { escape: '\\' }).rows).toEqual([['a\\', 'b']]);
    expect(read('a\\', { escape: '\\' }).rows).toEqual([['a']]);
  });

  test('a line with more columns than wanted is left early', () => {
    const rowsOf = (text: string) => compileRowReader(standard)(text, 2).rows[0]?.length;

    expect(rowsOf('a,b,c,d,e')).toBe(3);
    expect(rowsOf('"a",b,c,d,e')).toBe(3);
    expect(rowsOf('a,b')).toBe(2);
  });

  test('well-formed text is read as another reader reads it', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r\n', ' ', 'ä', ';') });
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1 });
    const written = (column: string, quoted: boolean) =>
      quoted || /[,"\r\n]/.test(column) || column === ''
        ? `"${column.replaceAll('"', '""')}"`
        : column;

    fc.assert(
      fc.property(rows, fc.boolean(), fc.boolean(), (table, quoted, ended) => {
        const text =
          table.map((row) => row.map((column) => written(column, quoted)).join(',')).join('\n') +
          (ended ? '\n' : '');
        const expected: unknown = parse(text, { relax_column_count: true, record_delimiter: '\n' });
        expect(read(text)).toMatchObject({ rows: table, broken: false });
        expect(expected).toEqual(table);
      }),
    );
  });

  test('no text makes it throw, and one line is read as it is among several', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', '\\', ' ') });

    fc.assert(
      fc.property(text, fc.constantFrom(undefined, '\\'), (anything, escape) => {
        const alone = compileRowReader({ ...standard, escape })(anything, many);
        const among = compileRowReader({ ...standard, escape })(`x\n${anything}`, many);
        expect(among).toMatchObject({ rows: [['x'], ...alone.rows], broken: alone.broken });
      }),
      { numRuns: 2000 },
    );
  });
});
