import { setImmediate as nextTurn } from 'node:timers/promises';

/** An item with what it came to. */
export interface Done<Item, Result> {
  readonly item: Item;
  readonly result: Result;
}

interface UnderWay<Item, Result> {
  readonly item: Item;
  readonly done: Promise<Done<Item, Result>>;
  isDone: boolean;
}

/**
 * Works on several items at once and gives the results in the order of the items, so that what is committed is
 * always a prefix of what was read. Takes no more items ahead of the consumer than `mayTake` allows (a number, or what
 * it says of those under way), so a slow consumer slows the source down; a source that pauses does not hold back results
 * that are there.
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  work: (item: Item) => Promise<Result>,
  mayTake: number | ((underWay: readonly Item[]) => boolean),
): AsyncGenerator<Done<Item, Result>> {
  for await (const group of togetherInOrder(items, work, mayTake)) yield* group;
}

/** The same, with all results together that are there when the consumer asks: never none. */
export async function* togetherInOrder<Item, Result>(
  items: AsyncIterable<Item>,
  work: (item: Item) => Promise<Result>,
  mayTake: number | ((underWay: readonly Item[]) => boolean),
): AsyncGenerator<readonly Done<Item, Result>[]> {
  const underWay: UnderWay<Item, Result>[] = [];
  const source = items[Symbol.asyncIterator]();
  let pull: Promise<IteratorResult<Item>> | undefined;
  let ended = false;
  const hasRoom = () =>
    typeof mayTake === 'number'
      ? underWay.length < mayTake
      : underWay.length === 0 || mayTake(underWay.map(({ item }) => item));

  const take = (next: IteratorResult<Item>) => {
    pull = undefined;
    if (next.done === true) {
      ended = true;
      return;
    }
    const item = next.value;
    const begun: UnderWay<Item, Result> = {
      item,
      done: work(item).then((result) => ({ item, result })),
      isDone: false,
    };
    // A failure surfaces when its turn comes; until then it must not count as unhandled.
    void begun.done.then(
      () => {
        begun.isDone = true;
      },
      () => {},
    );
    underWay.push(begun);
  };

  try {
    for (;;) {
      if (!ended && hasRoom()) pull ??= source.next();
      const [first] = underWay;
      if (first === undefined) {
        if (pull === undefined) return;
        take(await pull);
        continue;
      }
      const next = pull === undefined ? undefined : await firstOf(pull, first.done);
      if (next === undefined) yield await shiftDone(underWay, first);
      else take(next);
    }
  } finally {
    // Not awaited: a source that waits for its next item answers `return` only once that item is there.
    void source.return?.();
  }
}

/** The first result, and those behind it that are there as well. */
async function shiftDone<Item, Result>(
  underWay: UnderWay<Item, Result>[],
  first: UnderWay<Item, Result>,
): Promise<readonly Done<Item, Result>[]> {
  underWay.shift();
  const group = [await first.done];
  // What has come from a worker is handed over in turns of its own.
  if (underWay.length > 0) await nextTurn();
  for (let next = underWay[0]; next?.isDone === true; next = underWay[0]) {
    underWay.shift();
    group.push(await next.done);
  }
  return group;
}

/** The next item if it is there before the first result, else undefined. */
const firstOf = <Item>(
  pull: Promise<IteratorResult<Item>>,
  first: Promise<unknown>,
): Promise<IteratorResult<Item> | undefined> =>
  Promise.race([
    pull,
    first.then(
      () => undefined,
      () => undefined,
    ),
  ]);
