import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inOrder } from './in-order.ts';

async function* numbers(count: number) {
  for (let n = 0; n < count; n++) yield n;
}

const collect = async <T>(items: AsyncIterable<T>) => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

test('results come in the order of the items, however long each takes', async () => {
  const work = async (n: number) => {
    await delay(n % 3 === 0 ? 8 : 1);
    return n * 10;
  };

  const results = await collect(inOrder(numbers(20), work, 4));

  expect(results.map(({ result }) => result)).toEqual(Array.from({ length: 20 }, (_, n) => n * 10));
});

test('no more items are taken than the consumer can follow', async () => {
  let underWay = 0;
  let most = 0;
  const work = async (n: number) => {
    most = Math.max(most, ++underWay);
    await delay(1);
    underWay--;
    return n;
  };

  await collect(inOrder(numbers(30), work, 3));

  expect(most).toBe(3);
});

test('a result is given while the source waits for its next item', async () => {
  let release = () => {};
  const paused = new Promise<void>((resolve) => {
    release = resolve;
  });
  async function* source() {
    yield 1;
    await paused;
    yield 2;
  }
  const results = inOrder(source(), async (n) => n, 4);

  const first = await results.next();
  release();
  const second = await results.next();

  expect(first.value?.result).toBe(1);
  expect(second.value?.result).toBe(2);
});

test('a failure surfaces at its place, after the results before it', async () => {
  const seen: number[] = [];
  const work = async (n: number) => {
    if (n === 2) throw new Error('broken batch');
    await delay(3);
    return n;
  };

  const consume = async () => {
    for await (const { result } of inOrder(numbers(5), work, 4)) seen.push(result);
  };

  await expect(consume()).rejects.toThrow('broken batch');
  expect(seen).toEqual([0, 1]);
});
