import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classified, findingsOf, reader } from '../../../testing/parsing.ts';

const sshd = {
  schema: { user: 'string', address: 'string', port: 'integer', method: 'string' },
  configuration: {
    pattern:
      'Accepted (?<method>\\S+) for (?<user>\\S+) from (?P<address>[0-9a-f.:]+) port (?<port>\\d+).*',
  },
};

test('named groups of both spellings become fields', () => {
  const line = 'Accepted publickey for ana from 192.0.2.7 port 50022 ssh2\n';

  expect(classified('regex', sshd, line)).toEqual([
    { user: 'ana', address: '192.0.2.7', port: 50022, method: 'publickey' },
  ]);
});

test('the first pattern that matches counts', () => {
  const read = reader('regex', {
    schema: { a: 'string', b: 'string' },
    configuration: {
      pattern: ['x(?<a>.*)', '(?<b>.*)'],
      optional_top_level_keys: ['a', 'b'],
    },
  });

  expect(read('xyz')).toEqual([{ a: 'yz' }]);
  expect(read('yz')).toEqual([{ b: 'yz' }]);
});

test('a group that took no part is absent, an empty one is empty', () => {
  const read = reader('regex', {
    schema: { a: 'string', b: 'string', c: 'string' },
    configuration: {
      pattern: '(?<a>x)?(?<b>y*)(?<c>z)?',
      optional_top_level_keys: ['a', 'b', 'c'],
    },
  });

  expect(read('z')).toEqual([{ b: '', c: 'z' }]);
});

describe('match', () => {
  const schema = { n: 'string' };

  test('whole text is what a pattern describes when nothing is said', () => {
    const read = reader('regex', { schema, configuration: { pattern: 'n=(?<n>\\d+)' } });

    expect(read('n=5')).toEqual([{ n: '5' }]);
    expect(read('an=5')).toMatchObject([{ reason: 'the pattern does not match', raw: 'an=5' }]);
    expect(read('n=5 ')).toMatchObject([{ reason: 'the pattern does not match' }]);
  });

  test('search finds it anywhere, and the first place counts', () => {
    const configuration = { pattern: 'n=(?<n>\\d+)', match: 'search' };

    expect(reader('regex', { schema, configuration })('a n=5 n=6')).toEqual([{ n: '5' }]);
  });
});

describe('flags', () => {
  const schema = { n: 'string' };
  const read = (flags: string, pattern: string, text: string) =>
    reader('regex', { schema, configuration: { pattern, flags, match: 'search' } })(text);

  test.each([
    ['i', '^n(?<n>x)$', 'NX', { n: 'X' }],
    ['m', '^n(?<n>x)$', 'a\nnx\nb', { n: 'x' }],
    ['s', '(?<n>a.b)', 'a\nb', { n: 'a\nb' }],
    ['ims', '^n(?<n>.*)$', 'a\nNx\nb', { n: 'x\nb' }],
  ])('%s', (flags, pattern, text, record) => {
    expect(read(flags, pattern, text)).toEqual([record]);
    expect(read('', pattern, text)).toMatchObject([{ reason: 'the pattern does not match' }]);
  });
});

test('texts that json_path selects are read, too', () => {
  const configuration = { pattern: 'n=(?<n>\\d+)', json_path: 'events[*].message' };
  const payload = JSON.stringify({ events: [{ message: 'n=1' }, { message: 'n=2\n' }] });

  const records = classified('regex', { schema: { n: 'integer' }, configuration }, payload);

  expect(records).toEqual([{ n: 1 }, { n: 2 }]);
});

test('a hostile group name is an ordinary field', () => {
  const read = reader('regex', {
    schema: { constructor: 'string' },
    configuration: { pattern: '(?<constructor>.)(?<__proto__>.)', unknown_keys: 'keep' },
  });

  const [record] = read('ab');

  expect(Object.entries(record ?? {})).toEqual([
    ['constructor', 'a'],
    ['__proto__', 'b'],
  ]);
});

test('a pattern on which others take forever takes no time', () => {
  const read = reader('regex', {
    schema: { n: 'string' },
    configuration: { pattern: '(?<n>(a+)+b|(x|x)*y)' },
  });

  const begun = performance.now();
  expect(read('a'.repeat(20_000))).toMatchObject([{ reason: 'the pattern does not match' }]);
  expect(read('x'.repeat(20_000))).toMatchObject([{ reason: 'the pattern does not match' }]);
  expect(performance.now() - begun).toBeLessThan(2000);
});

describe('what is wrong with a pattern is told when the schema is loaded', () => {
  const schema = { a: 'string' };
  const found = (configuration: object) => findingsOf('regex', { schema, configuration });

  test.each([
    ['(?<a>x', 'load configuration.pattern: missing closing )'],
    [
      '(?<a>x)[z-a]',
      'load configuration.pattern: invalid character class range at character 9: z-a',
    ],
    [
      '(?<a>x)(?=y)',
      'load configuration.pattern: invalid or unsupported Perl syntax at character 8: (?= (look-ahead and look-behind do not exist here, since they cannot be linear in time)',
    ],
    [
      '(?<a>x)\\1',
      'load configuration.pattern: invalid escape sequence at character 8: \\1 (references to groups do not exist here, since they cannot be linear in time)',
    ],
    [
      '(?<a>x)(?<a>y)',
      'load configuration.pattern: duplicate capture group name at character 4: a',
    ],
  ])('%s', (pattern, finding) => {
    expect(found({ pattern })).toEqual([finding]);
  });

  test('a group without a field', () => {
    const text =
      'the schema has no field for the group "b"; add it, or write (?:…) for a group without a name';

    expect(found({ pattern: '(?<a>x)(?<b>y)' })).toEqual([`load configuration.pattern: ${text}`]);
    expect(found({ pattern: '(?<a>x)(?<b>y)', unknown_keys: 'drop' })).toEqual([
      `warning configuration.pattern: ${text}`,
    ]);
  });

  test('a required field without a group, in one of several patterns', () => {
    expect(found({ pattern: ['(?<a>x)', 'y'] })).toEqual([
      'warning configuration.pattern: pattern 2: nothing fits: there is no group for the field "a"; add (?<a>…), or name it in optional_top_level_keys',
    ]);
  });

  test('no pattern at all, or something else', () => {
    expect(found({})[0]).toMatch(/^load configuration: the regex parser needs "pattern": /);
    expect(found({ pattern: 7 })).toEqual([
      'load configuration.pattern: expected a pattern or a list of patterns, found 7 (regex parser)',
    ]);
    expect(found({ pattern: '(?<a>x)', flags: 'g' })).toEqual([
      'load configuration.flags: expected letters out of i, m and s, found "g" (regex parser)',
    ]);
    expect(found({ pattern: '(?<a>x)', delimiter: ',' })[0]).toMatch(
      /^warning configuration.delimiter: has no effect: only the csv/,
    );
  });
});

test('no text makes it throw', () => {
  const read = reader('regex', {
    schema: { a: 'string' },
    configuration: { pattern: ['(?<a>\\p{L}+)', '.*=(?<a>.*)', '(?s)(?<a>.*)\\x00'] },
  });

  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(read(text)).toHaveLength(1);
    }),
    { numRuns: 200 },
  );
});
