import { describe, expect, test } from 'vitest';
import { at, startsWithAny } from '../../../index.ts';
import { derivedConditions } from './derived-conditions.ts';
import { moduleFacts } from './module-facts.ts';

type Code = (record: Loose, context: Loose) => unknown;
// Code is written as authors write it, on records of any shape.
// oxlint-disable-next-line no-explicit-any
type Loose = any;

const sourceOf = (code: Code): string => Function.prototype.toString.call(code);

/** `a.b ∈ "x" null` for each condition. */
function derived(code: Code, moduleText?: string): readonly string[] {
  const module = moduleText === undefined ? undefined : moduleFacts(moduleText);
  const conditions = derivedConditions({ matchers: [], matches: code as never }, module);
  return conditions.map(
    ({ field, keys = [] }) =>
      `${JSON.parse(field).join('.')} ∈ ${keys.map((key) => JSON.stringify(key)).join(' ')}`,
  );
}

describe('conditions are read from code that begins with', () => {
  const cases: readonly (readonly [string, Code, readonly string[]])[] = [
    ['a comparison', (record) => record.name === 'x', ['name ∈ "x"']],
    ['a comparison the other way round', (record) => record.name === 'x', ['name ∈ "x"']],
    [
      'several',
      (record) => record.a === 1 && record.b === true && record.c === null,
      ['a ∈ 1', 'b ∈ true', 'c ∈ null'],
    ],
    ['a field that must be absent', (record) => record.a === undefined, ['a ∈ null']],
    ['a negative number', (record) => record.a === -1, ['a ∈ -1']],
    ['a key in brackets', (record) => record['detail-type'] === 'x', ['detail-type ∈ "x"']],
    ['a field that may be absent', (record) => record.a?.b?.c === 'x', ['a.b.c ∈ "x"']],
    ['one of several values', (record) => ['x', 'y'].includes(record.a), ['a ∈ "x" "y"']],
    ['one of a set', (record) => new Set(['x']).has(record.a), ['a ∈ "x"']],
    ['either of two values', (record) => record.a === 'x' || record.a === 'y', ['a ∈ "x" "y"']],
    [
      'what rules itself out',
      (record) => {
        if (record.a !== 'x') return false;
        return record.b === 'y' && record.other();
      },
      ['a ∈ "x"', 'b ∈ "y"'],
    ],
    [
      'a double negation',
      (record) => !(record.a !== 'x' || record.b !== 'y'),
      ['a ∈ "x"', 'b ∈ "y"'],
    ],
    [
      'names for fields',
      (record) => {
        const { name, deep: inner } = record;
        const kind = record.kind;
        if (name !== 'x') return;
        return kind === 'y' && inner.z === 'z';
      },
      ['name ∈ "x"', 'kind ∈ "y"', 'deep.z ∈ "z" null'],
    ],
    [
      'a record that is taken apart in the parameters',
      ({ name, deep }) => name === 'x' && deep?.a === 1,
      ['name ∈ "x"', 'deep.a ∈ 1'],
    ],
    ['parameters that are passed on', (record, ...more) => record.a === 'x' && more, ['a ∈ "x"']],
    ['asynchronous code', async (record) => record.a === 'x' && record.b, ['a ∈ "x"']],
    [
      'a method',
      {
        matches(record: Loose) {
          return record.a === 'x';
        },
      }.matches,
      ['a ∈ "x"'],
    ],
    [
      'a classic function',
      function (record: Loose) {
        return record.a === 'x';
      },
      ['a ∈ "x"'],
    ],
  ];
  test.each(cases)('%s', (_, code, expected) => {
    expect(derived(code)).toEqual(expected);
  });
});

describe('a record on which the code would throw still meets it', () => {
  const cases: readonly (readonly [string, Code, readonly string[]])[] = [
    ['a field that may be missing', (record) => record.a.b === 'x', ['a.b ∈ "x" null']],
    [
      'two fields of one map',
      (record) => record.a.b === 'x' && record.a.c === 'y',
      ['a.b ∈ "x" null', 'a.c ∈ "y" null'],
    ],
    [
      'a field behind one that may throw',
      (record) => record.a.b === 'x' && record.c === 'y',
      ['a.b ∈ "x" null'],
    ],
    ['nothing before code of any kind', (record) => record.check() && record.a === 'x', []],
    ['a conversion', (record) => record.a > 1 && record.b === 'x', []],
    ['a text method', (record) => record.a.startsWith('x') && record.b === 'y', []],
    ['a pattern', (record) => /x/.test(record.a) && record.b === 'y', []],
    [
      'one of two branches',
      (record) => (record.a.b === 'x' || record.c === 'y') && record.d === 'z',
      [],
    ],
  ];
  test.each(cases)('%s', (_, code, expected) => {
    expect(derived(code)).toEqual(expected);
  });
});

describe('nothing is read from', () => {
  const list = ['x'];
  const cases: readonly (readonly [string, Code])[] = [
    ['a name whose value is not in sight', (record) => record.a === list[0]],
    ['an unequal comparison', (record) => record.a !== 'x'],
    ['a loose comparison', (record) => record.a == 'x'],
    ['alternatives about different fields', (record) => record.a === 'x' || record.b === 'y'],
    ['the length of something', (record) => record.a.length === 3],
    ['an element of a list', (record) => record.a[0] === 'x'],
    ['a key that every map inherits', (record) => record.constructor === 'x'],
    ['the record itself', (record) => record === 'x'],
    ['the context', (_record, context) => context.a === 'x'],
    ['a default', (record) => (record.a ?? 'x') === 'x'],
    ['a choice', (record) => (record.a ? record.b === 'x' : true)],
    [
      'an answer that is yes',
      (record) => {
        if (record.a === 'x') return true;
        return record.b === 'y';
      },
    ],
    [
      'a name that changes',
      (record) => {
        let kind = record.a;
        kind += 'x';
        return kind === 'x';
      },
    ],
    [
      'a loop',
      (record) => {
        for (const each of record.list) if (each === 'x') return true;
        return record.a === 'x';
      },
    ],
    ['an assignment', (record, context) => (context.seen = record.b) && record.a === 'x'],
    [
      'a generator, whose answer is always true',
      function* (record: Loose) {
        yield record.a === 'x';
      },
    ],
    [
      'a parameter with a default',
      (record, context = record) => context.a === 'x' && record.a === 'x',
    ],
    ['native code', Math.max],
  ];
  test.each(cases)('%s', (_, code) => {
    expect(derived(code)).toEqual([]);
  });
});

const kind = 'x';

describe('names of the module', () => {
  const of = (code: Code, definitions: string) =>
    derived(code, `${definitions}\n(${sourceOf(code)});`);
  const kinds = new Set(['x', 'y']);
  const list = ['x', 'y'];
  const isImport = "import { at, startsWithAny } from 'streamalert';";

  test('stand for their constants', () => {
    expect(of((record) => record.a === kind, "const kind = 'x';")).toEqual(['a ∈ "x"']);
    expect(of((record) => kinds.has(record.a), "const kinds = new Set(['x', 'y']);")).toEqual([
      'a ∈ "x" "y"',
    ]);
    expect(of((record) => list.includes(record.a), "const list = ['x', 'y'];")).toEqual([
      'a ∈ "x" "y"',
    ]);
    expect(of((record) => record.a === kind, "export const kind = 'x';")).toEqual(['a ∈ "x"']);
  });

  test('stand for the helpers of this package', () => {
    const text =
      "(record) => startsWithAny(at(record, 'b'), ['y']) && at(record, 'a', 'deep') === 'x'";
    const code: Code = new Function('at', 'startsWithAny', `return ${text}`)(at, startsWithAny);
    expect(of(code, isImport)).toEqual(['a.deep ∈ "x"']);
    expect(of(code, 'const at = (record, key) => record.detail[key];')).toEqual([]);
    expect(of(code, "import { at } from './other.ts';")).toEqual([]);
    expect(derived(code)).toEqual([]);
  });

  test.each([
    ['a variable', "let kind = 'x';"],
    ['a name that another scope defines too', "const kind = 'x'; function f(kind) {}"],
    ['what is computed', 'const kind = other();'],
    ['what is imported', "import { kind } from './kinds.ts';"],
    ['source that cannot be read', "const kind = 'x'; }{"],
  ])('stand for nothing known: %s', (_, definitions) => {
    expect(of((record) => record.a === kind, definitions)).toEqual([]);
  });

  test.each([
    ['is added to', "const kinds = new Set(['x']); kinds.add('z');"],
    ['is handed on', "const kinds = new Set(['x']); fill(kinds);"],
    ['other modules see', "export const kinds = new Set(['x']);"],
    ['has contents that are not in sight', 'const kinds = new Set(others);'],
  ])('a set counts for nothing that %s', (_, definitions) => {
    expect(of((record) => kinds.has(record.a), definitions)).toEqual([]);
  });

  test('count only for code that stands in the module', () => {
    expect(derived((record) => record.a === kind, "const kind = 'z';")).toEqual([]);
  });

  test('are hidden by names of the code', () => {
    const code: Code = (record) => {
      // oxlint-disable-next-line no-shadow
      const kind = record.b;
      return record.a === kind;
    };
    expect(derived(code, `const kind = 'x';\n(${sourceOf(code)})`)).toEqual([]);
  });
});

describe('matchers come first', () => {
  const matcher = (matches: (record: Loose) => boolean) => ({ name: 'm', matches });
  const conditions = (matches: (record: Loose) => boolean) =>
    derivedConditions(
      { matchers: [matcher(matches)], matches: (record) => record['b'] === 'y' },
      undefined,
    ).map(({ field }) => field);

  test('those that are plain are conditions as well', () => {
    expect(conditions((record) => record.a === 'x')).toEqual(['["a"]', '["b"]']);
  });

  test('one that gives a promise has to be asked, since it fails', () => {
    expect(conditions((async (record: Loose) => record.a === 'x') as never)).toEqual([]);
  });

  test('one that might throw has to be asked', () => {
    expect(conditions((record) => record.check())).toEqual([]);
  });
});
