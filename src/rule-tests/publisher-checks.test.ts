import { expect, test } from 'vitest';
import { failedChecks } from './publisher-checks.ts';

const publication = {
  '@slack.attachments': [{ color: '#b22222', text: 'Root signed in' }],
  tags: ['aws', 'root'],
  nested: { deep: { n: 1 } },
};

test.each([
  ['is', ['nested.deep', 'is', { n: 1 }]],
  ['is, as an object', { jmespath_expression: 'nested.deep.n', condition: 'is', value: 1 }],
  ['in a list', ['"@slack.attachments"[0].color', 'in', ['#fff', '#b22222']]],
  ['in text', ['tags[0]', 'in', 'gcp aws azure']],
  ['contains, in a list', ['tags', 'contains', 'root']],
  ['contains, in text', ['"@slack.attachments"[0].text', 'contains', 'Root']],
  ['is null where nothing is', ['nothing.here', 'is', null]],
])('a check that holds says nothing: %s', (_, check) => {
  expect(failedChecks(publication, [check])).toEqual([]);
});

test.each([
  ['nested.deep.n', 'is', 2, 'nested.deep.n should have been 2, found 1'],
  ['tags[1]', 'in', ['a'], 'tags[1] should have been one of [ "a" ], found "root"'],
  ['tags[1]', 'in', 'aws', 'tags[1] should have been one of "aws", found "root"'],
  ['tags', 'contains', 'gcp', 'tags should have contained "gcp", found [ "aws", "root" ]'],
  ['nested', 'contains', 'x', 'nested should have contained "x", found { deep: {…} }'],
  ['tags', 'like', 'x', '"like" is no condition; use one of is, in, contains'],
])('%s %s %j fails with path, expectation and what was found', (path, condition, value, reason) => {
  expect(failedChecks(publication, [[path, condition, value]])).toEqual([reason]);
});

test.each([
  ['a short list', ['tags', 'is'], 'a check in a list is [expression, condition, value]'],
  [
    'an object without value',
    { jmespath_expression: 'a', condition: 'is' },
    'a check needs "jmespath_expression", "condition" and "value"',
  ],
  ['text', 'tags', 'a check is a list or an object, found string'],
  ['an expression that is none', ['tags[', 'is', 1], 'tags[: is no JMESPath expression'],
])('%s is malformed and reported', (_, check, reason) => {
  expect(failedChecks(publication, [check])[0]).toContain(reason);
});

test('checks that are no list are reported', () => {
  expect(failedChecks(publication, { a: 1 })).toEqual(['expected a list of checks, found object']);
});

test('every failing check is reported, not only the first', () => {
  const checks = [
    ['tags', 'contains', 'x'],
    ['tags', 'contains', 'aws'],
    ['tags', 'contains', 'y'],
  ];

  expect(failedChecks(publication, checks)).toHaveLength(2);
});
