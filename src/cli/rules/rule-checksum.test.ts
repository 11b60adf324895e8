import { runInThisContext } from 'node:vm';
import { expect, test } from 'vitest';
import { defineRule } from '../../domain/define-rule.ts';
import type { Rule } from '../../domain/rule.ts';
import { ruleChecksum } from './rule-checksum.ts';

/** A rule whose code is this text, as an author without a type checker may write it. */
const ruleOf = (code: string | undefined, options: object = {}): Rule =>
  Reflect.apply(defineRule, undefined, [
    { name: 'r', logs: ['a:b'], ...(code && { matches: evaluated(code) }), ...options },
  ]);

const evaluated = (text: string): CallableFunction => runInThisContext(`(${text}\n)`);
const checksum = (code: string | undefined, options: object = {}) =>
  ruleChecksum(ruleOf(code, options));

const code = `(record) => record.a === 'x'`;

test('is a digest in hexadecimal digits', () => {
  expect(checksum(code)).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ['another name and other options', code, { name: 'other', severity: 'high', outputs: ['x:y'] }],
  ['comments and blanks', `( record )  => /* why */ record . a\n === 'x' // so`, {}],
  ['another spelling of a text', `(record) => record.a === "x"`, {}],
  ['braces and a return', `(record) => { return record.a === 'x'; }`, {}],
  ['a note', `(record) => { 'says why'; return record.a === 'x'; }`, {}],
  ['the word function', `function matches(record) { return record.a === 'x'; }`, {}],
  ['the form of a method', `({ matches(record) { return record.a === 'x'; } }).matches`, {}],
])('does not change with %s', (_, same, options) => {
  expect(checksum(same, options)).toBe(checksum(code));
});

test.each([
  ['a constant', `(record) => record.a === 'y'`],
  ['a field', `(record) => record.b === 'x'`],
  ['an operator', `(record) => record.a !== 'x'`],
  ['what a parameter takes out', `({ a }) => a === 'x'`],
  ['waiting', `async (record) => record.a === 'x'`],
  ['a statement', `(record, context) => { context.a = 1; return record.a === 'x'; }`],
  ['a pattern', `(record) => /x/i.test(record.a)`],
])('changes with %s', (_, other) => {
  expect(checksum(other)).not.toBe(checksum(code));
});

test('tells patterns and long integers apart', () => {
  expect(checksum('(r) => /a/.test(r)')).not.toBe(checksum('(r) => /a/i.test(r)'));
  expect(checksum('(r) => r === 9007199254740993n')).not.toBe(
    checksum('(r) => r === 9007199254740992n'),
  );
});

test('is of the declared conditions as well, in any order', () => {
  const where = { a: 1n, b: ['x'] };

  expect(checksum(undefined, { where })).toBe(checksum(undefined, { where: { b: ['x'], a: 1n } }));
  expect(checksum(undefined, { where })).not.toBe(checksum(undefined, { where: { a: 1n } }));
  expect(checksum(code, { where })).not.toBe(checksum(code));
});

test('is unknown for code that cannot be read', () => {
  expect(ruleChecksum(ruleOf(undefined, { matches: Boolean }))).toBeUndefined();
  expect(ruleChecksum(ruleOf(undefined, { matches: evaluated(code).bind(null) }))).toBeUndefined();
});
