import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { JsonValue } from '../domain/json.ts';
import type { LogType } from '../domain/log-type.ts';
import { guardedParser, type ParserFailure } from './guarded-parser.ts';
import { parser, rejected } from './own-parser.ts';
import { noRecords } from './parser.ts';

const logType: LogType = {
  name: 't:t',
  category: 't',
  parser: 'own',
  fields: [{ name: 'a', type: { kind: 'string' } }],
  optionalKeys: new Set(),
  envelope: [],
  optionalEnvelopeKeys: new Set(),
  embeddedJson: false,
  unknownKeys: 'reject',
  parserOptions: {},
  usable: true,
  file: 'schemas/t.json',
};

/** Guards a parser that gives the same for every text, or does so itself. */
function guarded(result: unknown, more: Partial<LogType> = {}) {
  const failures: ParserFailure[] = [];
  const read = typeof result === 'function' ? result : () => result;
  const own = {
    name: 'own',
    description: 'for tests',
    options: z.object({ mark: z.string().default('-') }),
    compile: () => read,
  };
  const made = guardedParser(own, (failure) => failures.push(failure));
  const parse = made.compile({ ...logType, ...more });
  return { failures, read: (content: JsonValue) => parse(content, () => 1) };
}

test('records pass as they are', () => {
  const { read, failures } = guarded([{ a: 'x', b: [1, null, { c: true }] }]);

  expect(read('text')).toEqual([{ a: 'x', b: [1, null, { c: true }] }]);
  expect(read({ no: 'text' })).toEqual([]);
  expect(failures).toEqual([]);
});

test('text comes without its line end', () => {
  const { read } = guarded((text: string) => [{ a: text }]);

  expect(read('x\r\n')).toEqual([{ a: 'x' }]);
});

test('a rejection names the whole text, or a part of it', () => {
  expect(guarded([rejected('why')]).read('text\n')).toMatchObject([
    { reason: 'why', raw: 'text\n' },
  ]);
  expect(guarded([rejected('why', 'ex')]).read('text')).toMatchObject([
    { reason: 'why', raw: 'ex' },
  ]);
});

test('comments and nothing pass', () => {
  expect(guarded(noRecords).read('# x')).toBe(noRecords);
  expect(guarded([]).read('x')).toEqual([]);
});

test('json_path selects the texts', () => {
  const { read } = guarded((text: string) => [{ a: text }], { jsonPath: 'lines' });

  expect(read({ lines: ['x', 'y'] })).toEqual([{ a: 'x' }, { a: 'y' }]);
});

describe('a wrong result is a failure of the parser, and the text is rejected:', () => {
  test.each([
    [{ a: 1 }, 'it gave a map, and must give a list of records'],
    ['x', 'it gave a text, and must give a list of records'],
    [undefined, 'it gave undefined, and must give a list of records'],
    [
      Promise.resolve([]),
      'it gave a promise (parsers are synchronous), and must give a list of records',
    ],
    [['x'], 'its record 1 is a text, and must be a map of fields'],
    [[{ a: 1 }, null], 'its record 2 is null, and must be a map of fields'],
    [[[1]], 'its record 1 is a list, and must be a map of fields'],
    [[new Date(0)], 'its record 1 is a Date, and must be a map of fields'],
    [[{ a: new Map() }], 'record 1.a is a Map, which is no JSON value'],
    [[{ a: [{ b: undefined }] }], 'record 1.a[0].b is undefined, which is no JSON value'],
    [[{ a: () => 1 }], 'record 1.a is a function, which is no JSON value'],
  ])('%j', (result, reason) => {
    const { read, failures } = guarded(result);

    expect(read('text')).toMatchObject([
      { reason: `the parser "own" failed: ${reason}`, raw: 'text' },
    ]);
    expect(failures).toEqual([{ parser: 'own', logType: 't:t', reason }]);
  });

  test('a record in itself', () => {
    const record: Record<string, unknown> = {};
    record['self'] = record;

    expect(guarded([record]).read('x')).toMatchObject([
      { reason: expect.stringMatching(/is nested too deeply$/) },
    ]);
  });
});

test('a throw is a failure, told once for each text', () => {
  const { read, failures } = guarded((text: string) => {
    throw new RangeError(`not ${text}`);
  });

  expect(read('x')).toMatchObject([{ reason: 'the parser "own" failed: RangeError: not x' }]);
  read('x');
  read('y');

  expect(failures.map(({ reason }) => reason)).toEqual(['RangeError: not x', 'RangeError: not y']);
});

describe('when it is compiled', () => {
  const problems = (compile: () => unknown) =>
    guardedParser(
      { name: 'own', description: 'x', options: z.object({}), compile },
      () => undefined,
    ).check?.(logType);

  test('a throw refuses the log type', () => {
    const refuse = () => {
      throw new Error('no such field');
    };

    expect(problems(refuse)).toEqual([
      { level: 'load', message: 'the parser "own" refuses this: Error: no such field' },
    ]);
  });

  test('something else than a function does so, too', () => {
    expect(problems(() => [])).toMatchObject([
      { message: 'compile of the parser "own" must give a function, gave a list' },
    ]);
    expect(problems(() => () => [])).toEqual([]);
  });

  test('options come with their defaults', () => {
    const seen: unknown[] = [];
    const own = parser({
      name: 'own',
      description: 'x',
      options: z.object({ mark: z.string().default('-'), size: z.number().optional() }),
      compile({ options, fields, logType: name }) {
        seen.push(options.mark.length, options, fields, name);
        return () => [];
      },
    });
    const options = z.object({ mark: z.string().default('-'), size: z.number().optional() });

    guardedParser(
      { ...own, options, compile: (given) => own.compile(given as never) },
      () => undefined,
    ).compile({ ...logType, parserOptions: { size: 3 } });

    expect(seen).toEqual([1, { mark: '-', size: 3 }, logType.fields, 't:t']);
  });
});
