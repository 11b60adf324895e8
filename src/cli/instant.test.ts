import { expect, test } from 'vitest';
import { parseInstant } from './instant.ts';

const now = Date.UTC(2026, 2, 14, 12);

test.each([
  ['2026-03-14', '2026-03-14T00:00:00.000Z'],
  ['2026-03-14T11:42', '2026-03-14T11:42:00.000Z'],
  ['2026-03-14T11:42:07Z', '2026-03-14T11:42:07.000Z'],
  ['2026-03-14T11:42:07+02:00', '2026-03-14T09:42:07.000Z'],
  ['30m', '2026-03-14T11:30:00.000Z'],
  ['24h', '2026-03-13T12:00:00.000Z'],
  ['7d', '2026-03-07T12:00:00.000Z'],
])('%s is %s', (text, expected) => {
  expect(new Date(parseInstant(text, now) ?? Number.NaN).toISOString()).toBe(expected);
});

test.each(['yesterday', '', '14.3.2026', '2026-13-40', '5y'])('"%s" is no time', (text) => {
  expect(parseInstant(text, now)).toBeUndefined();
});
