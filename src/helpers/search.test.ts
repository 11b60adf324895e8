import { describe, expect, test } from 'vitest';
import {
  dataHasValue,
  dataHasValueFromList,
  dataHasValueFromSubstringList,
  dataHasValueWithSubstring,
  getFirstKey,
  getKeys,
} from './search.ts';

const data = {
  path: 'top',
  events: [{ path: 'in list', deep: { path: 'deepest' } }, { other: [] }],
  map: { path: null, constructor: 'own' },
  streamalert_normalization: { path: ['hidden'] },
};

describe('searching keys', () => {
  test('finds outer values first, and none among the normalised ones', () => {
    expect(getKeys(data, 'path')).toEqual(['top', null, 'in list', 'deepest']);
  });

  test('ends at the maximum', () => {
    expect(getKeys(data, 'path', 2)).toEqual(['top', null]);
    expect(getKeys(data, 'path', 0)).toHaveLength(4);
  });

  test('also looks inside what it found', () => {
    expect(getKeys({ a: { a: 1 } }, 'a')).toEqual([{ a: 1 }, 1]);
  });

  test.each([[undefined], [null], ['text'], [1], [[]], [{}]])('finds nothing in %j', (value) => {
    expect(getKeys(value, 'length')).toEqual([]);
    expect(getFirstKey(value, 'constructor')).toBeNull();
  });

  test('gives the first value, or the default when there is none', () => {
    expect(getFirstKey(data, 'path')).toBe('top');
    expect(getFirstKey(data, 'constructor')).toBe('own');
    expect(getFirstKey(data, 'missing', 'default')).toBe('default');
    expect(getFirstKey({ a: null }, 'a', 'default')).toBeNull();
  });
});

describe('searching values', () => {
  test('compares kind and value', () => {
    expect(dataHasValue(data, 'deepest')).toBe(true);
    expect(dataHasValue({ a: [1] }, 1)).toBe(true);
    expect(dataHasValue({ a: [1] }, '1')).toBe(false);
    expect(dataHasValue({ a: null }, null)).toBe(true);
    expect(dataHasValue({}, undefined)).toBe(false);
    expect(dataHasValue('x', 'x')).toBe(true);
  });

  test('finds parts of texts', () => {
    expect(dataHasValueWithSubstring(data, 'eepes')).toBe(true);
    expect(dataHasValueWithSubstring({ a: 123 }, '2')).toBe(false);
  });

  test('finds texts that fit a pattern, never the empty one', () => {
    expect(dataHasValueFromList(data, ['nothing', 'deep*'])).toBe(true);
    expect(dataHasValueFromList({ a: '', b: 1 }, ['*'])).toBe(false);
    expect(dataHasValueFromList({ a: 'x', b: 'y' }, ['y'].values())).toBe(true);
  });

  test('finds texts that contain one of several parts', () => {
    expect(dataHasValueFromSubstringList(data, ['nothing', 'list'])).toBe(true);
    expect(dataHasValueFromSubstringList({ a: 12, b: null, c: '' }, ['1', ''])).toBe(false);
  });
});
