import fc from 'fast-check';
import { RE2JS } from 're2js';
import { expect, test } from 'vitest';
import { compileGlance } from './glance.ts';
import { compileLinear } from './linear.ts';
import { parsePattern } from './syntax.ts';

const { pattern: anyPattern } = fc.letrec<{ pattern: string; item: string; atom: string }>(
  (tie) => ({
    atom: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(
        'a',
        'b',
        ':',
        ' ',
        '\\.',
        '.',
        '\\d',
        '\\w',
        '\\s',
        '\\S',
        '\\D',
        '\\n',
        '"',
        '{',
        'é',
        '😀',
      ),
      fc.constantFrom(
        '[ab]',
        '[^a]',
        '[a-c]',
        '[^"\\s]',
        '[\\w.-]',
        '[]a]',
        '[^]:]',
        '[\\d:]',
        '[-a]',
        '[a-]',
      ),
      tie('pattern').map((inner) => `(?:${inner})`),
      tie('pattern').map((inner) => `(${inner})`),
      fc.constantFrom('(?:aab|ba:)', '(abc|c1a|11a)'),
    ),
    item: fc
      .tuple(
        tie('atom'),
        fc.constantFrom(
          '',
          '',
          '',
          '*',
          '+',
          '?',
          '*?',
          '+?',
          '??',
          '{2}',
          '{1,2}',
          '{0,1}',
          '{1,}',
        ),
      )
      .map(([atom, repeat]) => `${atom}${repeat}`),
    pattern: fc.oneof(
      { maxDepth: 4 },
      {
        weight: 5,
        arbitrary: fc.array(tie('item'), { maxLength: 5 }).map((items) => items.join('')),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `${a}|${b}`),
      },
    ),
  }),
);

const text = fc.string({
  unit: fc.constantFrom(
    'a',
    'a',
    'b',
    'c',
    ':',
    ' ',
    '.',
    '1',
    '"',
    '{',
    '\n',
    '\r',
    '\v',
    '\u2028',
    'é',
    '😀',
    '-',
    ']',
  ),
  maxLength: 12,
});

function engineOf(source: string, flags: string): RE2JS | undefined {
  try {
    const dotAll = flags.includes('s') ? RE2JS.DOTALL : 0;
    return RE2JS.compile(source, dotAll | (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0));
  } catch {
    return undefined;
  }
}

test('the fast engine finds what the other one finds, and a glance leaves nothing out', () => {
  const seen = { compared: 0, matched: 0, refusedAtOnce: 0 };

  fc.assert(
    fc.property(
      anyPattern,
      fc.constantFrom('', 's', 'i', 'is'),
      fc.boolean(),
      fc.array(text, { minLength: 6, maxLength: 6 }),
      (bare, flags, isAnchored, texts) => {
        // `^a|b$` is anchored at one end of each option.
        fc.pre(!isAnchored || !bare.includes('|'));
        const source = isAnchored ? `^${bare}$` : bare;
        const engine = engineOf(source, flags);
        const tree = engine === undefined ? undefined : parsePattern(source, flags);
        if (engine === undefined || tree === undefined) return;
        const linear = compileLinear(tree)?.match;
        const { mayFit } = compileGlance([tree]);
        for (const each of texts) {
          const matcher = engine.matcher(each);
          const isMatch = matcher.matches();
          if (!mayFit(each)) {
            seen.refusedAtOnce++;
            expect(isMatch).toBe(false);
          }
          if (linear === undefined || each.includes('\n')) continue;
          seen.compared++;
          const found = linear(each);
          expect(found !== null).toBe(isMatch);
          if (found === null) continue;
          seen.matched++;
          const groups = Array.from({ length: matcher.groupCount() }, (_, at) =>
            matcher.group(at + 1),
          );
          expect(found.slice(1).map((group) => group ?? null)).toEqual(groups);
        }
      },
    ),
    { numRuns: 1000 },
  );

  expect(seen.compared).toBeGreaterThan(700);
  expect(seen.matched).toBeGreaterThan(70);
  expect(seen.refusedAtOnce).toBeGreaterThan(300);
});

const linearOf = (source: string) => {
  const tree = parsePattern(source, '');
  return tree === undefined ? undefined : compileLinear(tree)?.match;
};

test.each([
  '(?P<ip>\\S+) (?P<user>\\S+) \\[(?P<time>[^\\]]+)\\] "(?P<request>[^"]*)" (?P<status>\\d{3}) (?P<size>\\d+|-)',
  '(?:<(?P<priority>\\d{1,3})>)?(?P<month>[A-Z][a-z]{2}) +(?P<day>\\d+) (?P<message>.*)',
  '(?P<application>[^\\s:]+):(?:\\s+(?P<message>.*))?',
  '(?P<action>startup|status|install) (?P<details>\\S.*)',
])('%s is fast', (source) => {
  expect(linearOf(source)).toBeDefined();
});

test.each([
  '^(a+)+$',
  '(?:a|a)*b',
  '(?:a?a)*',
  '\\w+\\d+',
  '.* .*',
  '(?P<message>.*?)(?:, client: \\S+)?',
  '(?:a|aa){30}',
  '(?:a*)*',
  '\\bword',
  '(?i)word',
  '(?:(a)|b)+',
])('%s could be slow, or mean something else, and is left to the other engine', (source) => {
  expect(linearOf(source)).toBeUndefined();
});

test('what is fast takes time in proportion to the text', () => {
  const match = linearOf('(?P<a>[a-z]+) (?:[a-z]+="(?:[^"\\\\]|\\\\.)*" )*(?P<d>[0-9]*)!');
  const began = performance.now();
  for (const piece of ['a', 'a ', 'a="\\"', 'a=""', '"']) match?.(`x ${piece.repeat(20_000)}`);

  expect(match).toBeDefined();
  // Minutes where it goes back and forth.
  expect(performance.now() - began).toBeLessThan(3000);
});

test('a glance tells what lines cannot be', () => {
  const glanceOf = (...sources: string[]) =>
    compileGlance(sources.flatMap((source) => parsePattern(source, '') ?? []));
  const { mayFit, mayBegin } = glanceOf('(?:<\\d{1,3}>)?\\d{4}-\\d\\d .*', '[A-Z][a-z]{2} \\d+');

  expect(['<1>2026-03 x', '2026-03 x', 'Mar 14'].map(mayFit)).toEqual([true, true, true]);
  expect(['{"a":1}', '2026:03', 'MAR 14', ''].map(mayFit)).toEqual([false, false, false, false]);
  expect(['<', '2', 'M', '{', 'm'].map((line) => mayBegin(line.charCodeAt(0)))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  const levels = glanceOf('\\d+ .*(?P<level>INFO|WARN|ERROR) .*');
  expect(['1 x WARN y', '1 x DEBUG y'].map(levels.mayFit)).toEqual([true, false]);
  expect(glanceOf('.*').mayBegin(0x7b)).toBe(true);
  expect(glanceOf('a*\\{').mayBegin(0x7b)).toBe(true);
});
