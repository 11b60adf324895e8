import { expect, test } from 'vitest';
import { describe } from './rule-description.ts';

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

  expect(describe(text)).toEqual({
    author: 'ann (security)',
    description: 'Something happened',
    fields: {
      reference: 'https://a.example/users?x=1',
      playbook: '(a) look (b) act\n(c) sleep',
    },
  });
});

test.each([
  ['Something happened', 'Something happened'],
  ['', ''],
  ['\n\none\ntwo\n\n\nthree\n', 'one two\n\nthree'],
  ['one\r\ntwo', 'one two'],
  [
    'This rule has some colons, and is long. For example: right here',
    'This rule has some colons, and is long. For example: right here',
  ],
  ['see\nhttps://a.example/x', 'see https://a.example/x'],
  ['https://a.example/x\nHTTPS://b.example/y', 'https://a.example/x\nHTTPS://b.example/y'],
  [
    'https://a.example/x\nhttps://b.example/y\n?z=1\nhttps://c.example',
    'https://a.example/x\nhttps://b.example/y?z=1\nhttps://c.example',
  ],
  ['www.example.com/\npath', 'www.example.com/path'],
  ['two words\nmore', 'two words more'],
])('without labels all is description: %j', (text, description) => {
  expect(describe(text)).toEqual({ author: '', description, fields: {} });
});

test('the maintainer is the author where there is none, and a repeated label goes on', () => {
  expect(describe('maintainer: bob\nNote: one\nx: y\nnote: two')).toEqual({
    author: 'bob',
    description: '',
    fields: { note: 'one two', x: 'y' },
  });
});

test('a label is at most 20 letters, digits, blanks and few signs long', () => {
  expect(describe('R&D_note-1: x').fields).toEqual({ 'r&d_note-1': 'x' });
  expect(describe('12345678901234567890: x').fields).toEqual({ '12345678901234567890': 'x' });
  expect(describe('123456789012345678901: x').fields).toEqual({});
  expect(describe('a.b: x').fields).toEqual({});
  expect(describe(': x').fields).toEqual({ '': 'x' });
});

test('hostile labels are ordinary ones', () => {
  const { fields } = describe('__proto__: x\nconstructor: y');

  expect(Object.entries(fields)).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
});

test('a long description takes no longer for each line than a short one', () => {
  const began = performance.now();

  describe(`${'a'.repeat(100_000)}\n`.repeat(20));
  describe('www.a.b\n'.repeat(5_000));

  expect(performance.now() - began).toBeLessThan(5_000);
});
