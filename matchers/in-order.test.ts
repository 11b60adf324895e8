import { expect, test } from 'vitest';
import { holdsInOrder } from './in-order.ts';

test.each([
  ['schtasks /change /tn \\x /disable', true],
  ['schtasks /disable /change', false],
  ['/change schtasks /disable', false],
  ['schtasks schtasks /change /change /disable', true],
  ['', false],
])('%s has a tool and two switches in their order: %s', (text, expected) => {
  expect(holdsInOrder(text, [/schtasks/, /\/change/, /\/disable/])).toBe(expected);
});

test('what one pattern has taken is not there for the next', () => {
  expect(holdsInOrder('ab', [/ab/, /b/])).toBe(false);
  expect(holdsInOrder('abb', [/ab/, /b/])).toBe(true);
});
