/**
 * Works on several items at once and gives the results in the order of the items, so that what is committed is
 * always a prefix of what was read. Takes no more than `concurrency` items ahead of the consumer, so a slow
 * consumer slows the source down; a source that pauses does not hold back results that are there.
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  work: (item: Item) => Promise<Result>,
  concurrency: number,
): AsyncGenerator<{ readonly item: Item; readonly result: Result }> {
  const underWay: Promise<{ item: Item; result: Result }>[] = [];
  const source = items[Symbol.asyncIterator]();
  let pull: Promise<IteratorResult<Item>> | undefined;
  let ended = false;

  const take = (next: IteratorResult<Item>) => {
    pull = undefined;
    if (next.done === true) {
      ended = true;
      return;
    }
    const task: Promise<{ item: Item; result: Result }> = work(next.value).then((result) => ({
      item: next.value,
      result,
    }));
    // A failure surfaces when its turn comes; until then it must not count as unhandled.
    void task.catch(() => {});
    underWay.push(task);
  };

  try {
    for (;;) {
      if (!ended && underWay.length < concurrency) pull ??= source.next();
      const [first] = underWay;
      if (first === undefined) {
        if (pull === undefined) return;
        take(await pull);
        continue;
      }
      const next = pull === undefined ? undefined : await firstOf(pull, first);
      if (next === undefined) {
        void underWay.shift();
        yield await first;
      } else {
        take(next);
      }
    }
  } finally {
    // Not awaited: a source that waits for its next item answers `return` only once that item is there.
    void source.return?.();
  }
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
