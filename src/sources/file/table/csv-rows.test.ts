import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasRowsOverLines, RowScanner } from './csv-rows.ts';

test.each([
  ['a column over two lines', 'a,b\n1,"x\ny"\n2,z\n', true],
  ['tabs and Windows line ends', 'a\tb\r\n"1\r\n2"\t"x ""y"""\r\n3\t4\r\n', true],
  ['a table that goes on', 'a;b\n1;"x\ny"\n2;"zz', true],
  ['columns on one line only', 'a,b\n1,"x, y"\n2,z\n', false],
  ['a stray quote in a log', 'a,b\n1,x" said\n2,"z\nq"\n', false],
  ['rows of different length', 'a,b\n1,"x\ny",3\n2,z\n', false],
  ['text behind a quote', 'a,b\n1,"x\ny" z\n2,z\n', false],
  ['one column', 'a\n"x\ny"\nz\n', false],
  ['an access log', '1.2.3.4 - - "GET / HTTP/1.1" 200 "-" "x, y"\n'.repeat(3), false],
  ['quotes over two lines of a log', 'a "b\nc" d\ne "f\ng" h\n', false],
  ['nothing', '', false],
])('%s: a table with rows over lines? %#', (_, text, expected) => {
  expect(hasRowsOverLines(Buffer.from(text))).toBe(expected);
});

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

test('rows are found again, whatever is in them and however they are cut', () => {
  const column = fc.string({ unit: fc.constantFrom('a', '"', '\n', ',', '\r', ' ') });

  fc.assert(
    fc.property(fc.array(fc.array(column, { minLength: 1 })), fc.nat(20), (table, piece) => {
      const rows = table.map((columns) => `${columns.map(quoted).join(',')}\n`);
      const bytes = Buffer.from(rows.join(''));

      const scanner = new RowScanner();
      const ends: number[] = [];
      for (let at = 0; at < bytes.length; at += piece + 1) {
        ends.push(...scanner.scan(bytes.subarray(0, at + piece + 1), at));
      }

      const starts = [0, ...ends];
      expect(ends.map((end, index) => bytes.toString('utf8', starts[index], end))).toEqual(rows);
    }),
  );
});
