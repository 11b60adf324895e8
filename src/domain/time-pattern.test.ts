import { describe, expect, test } from 'vitest';
import { compileTimePattern } from './time-pattern.ts';

const now = Date.parse('2026-03-15T00:00:00Z');

function read(pattern: string, text: string): string | undefined {
  const compiled = compileTimePattern(pattern);
  if (compiled.outcome === 'refused') throw new Error(compiled.problem);
  const instant = compiled.read(text, now);
  return instant === undefined ? undefined : new Date(instant).toISOString();
}

describe('a time pattern', () => {
  test.each([
    ['%d/%b/%Y:%H:%M:%S %z', '14/Mar/2026:11:42:07 +0100', '2026-03-14T10:42:07.000Z'],
    ['%a %b %d %H:%M:%S %Y', 'Sat Mar  7 18:43:28 2026', '2026-03-07T18:43:28.000Z'],
    ['%a %b %d %H:%M:%S.%f %Y', 'Sat Mar 07 18:43:28.203277 2026', '2026-03-07T18:43:28.203Z'],
    ['%Y/%m/%d %H:%M:%S', '2026/03/14 11:42:07', '2026-03-14T11:42:07.000Z'],
    ['%m/%d/%Y, %I:%M:%S %p', '03/14/2026, 7:32:47 PM', '2026-03-14T19:32:47.000Z'],
    ['%m/%d/%Y, %I:%M:%S %p', '03/14/2026, 12:05:00 AM', '2026-03-14T00:05:00.000Z'],
    ['%y/%m/%d-%H:%M:%S.%f', '26/03/14-11:42:07.5', '2026-03-14T11:42:07.500Z'],
    ['%Y-%m-%d %H:%M:%S', '2026-03-14  5:13:11 and more', '2026-03-14T05:13:11.000Z'],
    ['%Y-%m-%d %H:%M:%S %z', '2026-03-14 11:42:07 UTC', '2026-03-14T11:42:07.000Z'],
    ['%d.%m.%Y', '14.03.2026', '2026-03-14T00:00:00.000Z'],
    ['%F %T', '2026-03-14 11:42:07', '2026-03-14T11:42:07.000Z'],
    ['%D %R', '03/14/26 11:42', '2026-03-14T11:42:00.000Z'],
    ['%Y.%j %T', '2026.073 11:42:07', '2026-03-14T11:42:07.000Z'],
    ['at %s.%f', 'at 1773488527.25', '2026-03-14T11:42:07.250Z'],
    ['100%% %d %B %Y', '100% 14 March 2026', '2026-03-14T00:00:00.000Z'],
    ['%F %T %Z', '2026-03-14 06:42:07 EST', '2026-03-14T11:42:07.000Z'],
  ])('%s reads %s', (pattern, text, expected) => {
    expect(read(pattern, text)).toBe(expected);
  });

  test('without a year takes the latest that does not lie in the future', () => {
    expect(read('%b %d %H:%M:%S', 'Mar 14 11:42:07')).toBe('2026-03-14T11:42:07.000Z');
    expect(read('%b %d %H:%M:%S', 'Dec  6 08:44:27')).toBe('2025-12-06T08:44:27.000Z');
    expect(read('%b %d', 'Feb 29')).toBe('2024-02-29T00:00:00.000Z');
  });

  test.each([
    ['%d/%b/%Y:%H', '14-Mar-2026:11'],
    ['%d/%b/%Y:%H', '14/Foo/2026:11'],
    ['%Y-%m-%d %H', '2026-13-01 10'],
    ['%Y-%m-%d %H', '2026-12-00 10'],
    ['%Y-%m-%d %H', '2026-12-01 24'],
    ['%Y-%m-%d %H', ''],
    ['%Y-%m-%d', '2026-02-29'],
    ['%Y-%m-%d', '2026-03-140'],
    ['%d.%m.%Y %I %p', '14.03.2026 11 XM'],
    ['%F %T %Z', '2026-03-14 06:42:07 IST'],
  ])('%s reads nothing out of "%s"', (pattern, text) => {
    expect(read(pattern, text)).toBeUndefined();
  });

  test.each([
    ['%Q', '"%Q" is no directive'],
    ['%d/%b %', '"%" is no directive'],
    ['%H:%M:%S', 'needs at least month and day'],
    ['%d.%m.%Y %I:%M', '"%I" needs "%p"'],
  ])('%s is refused', (pattern, problem) => {
    expect(compileTimePattern(pattern)).toMatchObject({
      outcome: 'refused',
      problem: expect.stringContaining(problem),
    });
  });
});
