import { expect, test } from 'vitest';
import { at } from './at.ts';

const record = {
  detail: { userIdentity: { type: 'Root' }, list: [{ a: 1 }, null], nothing: null, empty: '' },
  constructor: 'own',
};

test.each<[(string | number)[], unknown]>([
  [[], record],
  [['detail', 'userIdentity', 'type'], 'Root'],
  [['detail', 'list', 0, 'a'], 1],
  [['detail', 'list', '0', 'a'], 1],
  [['detail', 'list', 1], null],
  [['detail', 'list', 1, 'a'], undefined],
  [['detail', 'list', 2, 'a'], undefined],
  [['detail', 'list', -1], undefined],
  [['detail', 'list', 'map'], undefined],
  [['detail', 'nothing'], null],
  [['detail', 'nothing', 'deeper'], undefined],
  [['detail', 'empty', 'length'], undefined],
  [['missing', 'deeper'], undefined],
  [['constructor'], 'own'],
  [['detail', 'constructor'], undefined],
  [['detail', '__proto__'], undefined],
  [['detail', 'toString', 'name'], undefined],
])('the path %j leads to %j', (path, value) => {
  expect(at(record, ...path)).toEqual(value);
});

test.each([[undefined], [null], [0], ['text'], [1n], [Symbol('s')]])(
  'nothing lies inside %s',
  (value) => {
    expect(at(value, 'length')).toBeUndefined();
    expect(at(value, 'toString')).toBeUndefined();
  },
);

test('a key called __proto__ is found where the record itself has it', () => {
  expect(at(JSON.parse('{"__proto__":{"a":1}}'), '__proto__', 'a')).toBe(1);
});
