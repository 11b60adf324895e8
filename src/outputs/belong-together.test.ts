import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { belongTogether, needs, notBoth, ofNoUse } from './belong-together.ts';

const definition = z
  .object({
    mode: z.enum(['safe', 'open']).default('safe'),
    user: z.string().optional(),
    password: z.string().optional(),
    key: z.string().optional(),
    certificate: z.string().optional(),
    header: z.string().optional(),
  })
  .superRefine(needs('header', 'key'))
  .superRefine(belongTogether('user', 'password'))
  .superRefine(notBoth('key', 'password'))
  .superRefine(ofNoUse('mode', 'open', ['certificate', 'password']));

const problemsOf = (credentials: object) =>
  definition.safeParse(credentials).error?.issues.map(({ path, message }) => [path, message]);

describe('credentials', () => {
  test.each([
    [{}],
    [{ user: 'ann', password: 'x' }],
    // Left empty at the prompt.
    [{ user: '', password: '', key: 'k' }],
    [{ header: 'h', key: 'k' }],
    [{ header: '', certificate: 'c' }],
    [{ mode: 'safe', certificate: 'c' }],
    [{ mode: 'open', certificate: '' }],
  ])('fit: %j', (credentials) => {
    expect(problemsOf(credentials)).toBeUndefined();
  });

  test.each<[object, string, string]>([
    [{ header: 'h' }, 'key', 'header is of no use without key'],
    [{ header: 'h', key: '' }, 'key', 'header is of no use without key'],
    [{ user: 'ann' }, 'password', 'user and password belong together: set both or neither'],
    [
      { user: 'ann', password: '' },
      'password',
      'user and password belong together: set both or neither',
    ],
    [{ password: 'x' }, 'user', 'user and password belong together: set both or neither'],
    [
      { user: 'ann', password: 'x', key: 'k' },
      'key',
      'key takes the place of password: remove one of them',
    ],
    [
      { mode: 'open', certificate: 'c' },
      'certificate',
      'certificate is of no use with mode "open": remove one of them',
    ],
  ])('of which a part would be ignored do not: %j', (credentials, field, message) => {
    expect(problemsOf(credentials)).toEqual([[[field], message]]);
  });
});
