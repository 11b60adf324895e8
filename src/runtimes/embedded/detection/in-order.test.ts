import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inOrder, togetherInOrder } from './in-order.ts';

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

test('results that are there when the consumer comes are given together', async () => {
  const groups: number[][] = [];
  for await (const group of togetherInOrder(numbers(9), async (n) => n, 4)) {
    groups.push(group.map(({ result }) => result));
    // The consumer is slow, and meanwhile the others come to their end.
    await delay(5);
  }

  expect(groups.flat()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(Math.max(...groups.map((group) => group.length))).toBeGreaterThan(1);
  expect(Math.max(...groups.map((group) => group.length))).toBeLessThanOrEqual(4);
});

test('how many are taken ahead may depend on what they are, and one always is', async () => {
  const most = async (mayTake: (underWay: readonly number[]) => boolean) => {
    let underWay = 0;
    let max = 0;
    const work = async (n: number) => {
      max = Math.max(max, ++underWay);
      await delay(1);
      underWay--;
      return n;
    };
    expect(await collect(inOrder(numbers(12), work, mayTake))).toHaveLength(12);
    return max;
  };

  expect(await most(() => false)).toBe(1);
  expect(await most((underWay) => underWay.reduce((sum, n) => sum + n, 0) < 3)).toBeGreaterThan(2);
});

test('a failure among results that are there keeps those before it', async () => {
  const seen: number[] = [];
  const work = async (n: number) => {
    if (n === 2) throw new Error('broken batch');
    return n;
  };
  const consume = async () => {
    for await (const group of togetherInOrder(numbers(5), work, 8)) {
      seen.push(...group.map(({ result }) => result));
      await delay(3);
    }
  };

  await expect(consume()).rejects.toThrow('broken batch');
  expect(seen).toEqual([0, 1]);
});
