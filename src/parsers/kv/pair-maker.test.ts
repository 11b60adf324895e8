import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logTypesOf } from '../../../testing/log-types.ts';
import type { Field } from '../../domain/log-type.ts';
import { Row } from '../parser.ts';
import { rowNamer } from '../record-code.ts';
import { pairMaker } from './pair-maker.ts';
import { kvParser } from './parser.ts';

const decode = () => undefined;

function reader(names: readonly string[], configuration: object) {
  const schema = Object.fromEntries(names.map((name) => [name, 'string']));
  const [logType] = logTypesOf({ 'k:v': { parser: 'kv', schema, configuration } });
  if (logType === undefined) throw new Error('the schema was refused');
  return kvParser.compile(logType);
}

const namesOf = (names: readonly string[], row: unknown): object =>
  row instanceof Row ? rowNamer(fieldsOf(names))(row.values) : (row as object);

const fieldsOf = (names: readonly string[]): Field[] =>
  names.map((name) => ({ name, type: { kind: 'string' } }));

test('a line in the order of the schema is read as one in any other order', () => {
  const value = fc.string({ unit: fc.constantFrom('a', '=', ';', ' ', '"', 'x') });
  const dialect = fc.constantFrom(
    { delimiter: ' ', separator: '=' },
    { delimiter: ';', separator: '=' },
    { delimiter: '; ', separator: ': ' },
    { delimiter: '=', separator: '=' },
    { delimiter: '==', separator: '=' },
    { delimiter: 'a', separator: '=' },
  );
  const line = fc.tuple(dialect, fc.array(value, { minLength: 3, maxLength: 3 }));

  fc.assert(
    fc.property(line, fc.boolean(), ([{ delimiter, separator }, values], ended) => {
      const names = ['a', 'b', 'ca'];
      const text =
        names.map((name, index) => `${name}${separator}${values[index]}`).join(delimiter) +
        (ended ? delimiter : '');
      const quick = pairMaker(names, { delimiter, separator })(text);
      if (quick === undefined) return;
      // A delimiter in front of everything is harmless, but not in the order that is looked for.
      const [careful] = reader(names, { delimiter, separator })(`${delimiter}${text}`, decode);
      expect(careful).toEqual(namesOf(names, quick));
    }),
    { numRuns: 3000 },
  );
});

test('most lines are read the quick way', () => {
  const make = pairMaker(['a', 'b'], { delimiter: ' ', separator: '=' });

  expect(make('a=1 b=x=y')?.values).toEqual(['1', 'x=y']);
  expect(make('a= b=')?.values).toEqual(['', '']);
  expect(make('b=1 a=1')).toBeUndefined();
  expect(make('a=1 b=2 c=3')).toBeUndefined();
});

test('hostile names are ordinary keys', () => {
  const [ordered] = reader(['constructor', 'b'], {})('constructor=1 b=2', decode);
  const [unordered] = reader(['constructor', 'b'], {})('b=2 constructor=1', decode);
  const [hostile] = reader(['a', 'b'], {})('__proto__=1 b=2', decode);
  const named = pairMaker(['__proto__'], { delimiter: ' ', separator: '=' })('__proto__=1');

  expect(namesOf(['constructor', 'b'], ordered)).toEqual({ constructor: '1', b: '2' });
  expect(unordered).toEqual({ constructor: '1', b: '2' });
  expect(Object.keys(hostile as object)).toEqual(['__proto__', 'b']);
  expect(Object.keys(namesOf(['__proto__'], named))).toEqual(['__proto__']);
});

test.each([
  ['a=1 b=2 b=3 x=4', 'more than 3 pairs, the schema has 3'],
  ['a=1', '1 pairs, the schema has 3'],
  ['', '0 pairs, the schema has 3'],
])('%j is refused with the number of its pairs', (text, reason) => {
  expect(reader(['a', 'b', 'c'], {})(text, decode)).toMatchObject([{ reason, raw: text }]);
});
