import { describe, expect, test } from 'vitest';
import { failureOf, fuzz, regressionsOf } from '../testing/fuzz/fuzz.ts';
import { targets } from '../testing/fuzz/targets.ts';

/** A short look in each run; `npm run fuzz` looks for as long as one likes. */
const milliseconds = 700;

describe.each(targets)('$name', (target) => {
  test('takes what it was made for', async () => {
    for (const seed of target.seeds) expect(await failureOf(target, seed)).toBeUndefined();
  });

  test('takes every input that was hard once', async () => {
    for (const { name, bytes } of regressionsOf(target.name)) {
      const failure = await failureOf(target, bytes);
      expect({ name, broken: failure?.reason }).toEqual({ name, broken: undefined });
    }
  });

  test('takes changed input', { timeout: 30_000 }, async () => {
    const { tries, failure } = await fuzz(target, { seed: 3, milliseconds });

    const bytes = failure?.bytes.toString('base64');
    expect({ broken: failure?.reason, bytes }).toEqual({ broken: undefined, bytes: undefined });
    expect(tries).toBeGreaterThan(10);
  });
});
