import { expect, test } from 'vitest';
import { readRuleDescription } from './rule-description.ts';

test('labels at the beginning of lines divide a description', () => {
  const text = `
    author:      ann (security)
    description: Something
                 happened
    Reference:   https://a.example/
                 users?x=1
    playbook:    (a) look
                 (b) act

                 (c) sleep
  `;

  expect(readRuleDescription(text)).toEqual({
    author: 'ann (security)',
    description: 'Something happened',
    fields: [
      ['reference', 'https://a.example/users?x=1'],
      ['playbook', '(a) look (b) act\n(c) sleep'],
    ],
  });
});

test.each([
  ['Something happened', 'Something happened'],
  ['', ''],
  ['\n\none\ntwo\n\n\nthree\n', 'one two\n\nthree'],
  [
    'This rule has some colons, and is long. For example: right here',
    'This rule has some colons, and is long. For example: right here',
  ],
  ['see\nhttps://a.example/x', 'see https://a.example/x'],
  ['https://a.example/x\nhttps://b.example/y', 'https://a.example/x\nhttps://b.example/y'],
  ['www.example.com/\npath', 'www.example.com/path'],
])('without labels all is description: %j', (text, description) => {
  expect(readRuleDescription(text)).toEqual({ author: '', description, fields: [] });
});

test('the maintainer is the author where there is none, and a repeated label goes on', () => {
  expect(readRuleDescription('maintainer: bob\nNote: one\nx: y\nnote: two')).toEqual({
    author: 'bob',
    description: '',
    fields: [
      ['note', 'one two'],
      ['x', 'y'],
    ],
  });
});
