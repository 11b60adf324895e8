import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { repeating } from './repeating.ts';

test('work is repeated, and goes on after a failure', async () => {
  let runs = 0;
  const errors: unknown[] = [];
  const work = async () => {
    if (++runs === 1) throw new Error('once');
  };

  const repeated = repeating(2, work, (error) => errors.push(error));
  await expect.poll(() => runs).toBeGreaterThan(2);
  await repeated.stop();

  expect(errors).toEqual([new Error('once')]);
});

test('a poke does not run work twice at once, and is not forgotten', async () => {
  let underWay = 0;
  let runs = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++underWay);
    await delay(5);
    underWay--;
    runs++;
  };

  const repeated = repeating(60_000, work, () => {});
  repeated.poke();
  repeated.poke();
  repeated.poke();
  await expect.poll(() => runs).toBe(2);
  await repeated.stop();

  expect(most).toBe(1);
});

test('nothing runs after it was stopped', async () => {
  let runs = 0;
  const repeated = repeating(
    1,
    async () => void runs++,
    () => {},
  );

  await repeated.stop();
  const before = runs;
  repeated.poke();
  await delay(10);

  expect(runs).toBe(before);
});
