import { expect, test } from 'vitest';
import { instantText } from './instant.ts';

test.each([
  [Date.UTC(2021, 2, 4, 5, 6, 7, 89), '2021-03-04T05:06:07.089000Z'],
  [0, '1970-01-01T00:00:00.000000Z'],
  [0.9, '1970-01-01T00:00:00.000000Z'],
  [-1, '1969-12-31T23:59:59.999000Z'],
  [1e300, ''],
  [Number.NaN, ''],
])('%d is written as "%s"', (millis, text) => {
  expect(instantText(millis)).toBe(text);
});
