import { expect, test } from 'vitest';
import { splitWherePath } from './where.ts';

test.each([
  ['a', ['a']],
  ['a.b.c', ['a', 'b', 'c']],
  ['labels.a\\.b', ['labels', 'a.b']],
  ['a\\\\.b', ['a\\', 'b']],
  ['a\\b', ['a\\b']],
  ['a.', ['a', '']],
  ['streamalert:envelope_keys.host', ['streamalert:envelope_keys', 'host']],
])('the path %j leads through %j', (path, keys) => {
  expect(splitWherePath(path)).toEqual(keys);
});
