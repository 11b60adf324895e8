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

/**
 * The same, with all results together that are there when `linger` has waited for them: never none. What has come from a
 * worker is handed over in turns of its own, so it waits for one at least. Items are taken meanwhile.
 */
export async function* togetherInOrder<Item, Result>(
  items: AsyncIterable<Item>,
  work: (item: Item) => Promise<Result>,
  mayTake: number | ((underWay: readonly Item[]) => boolean),
  linger: () => Promise<unknown> = nextTurn,
): AsyncGenerator<readonly Done<Item, Result>[]> {
  const taking = new Taking(items, work, mayTake);
  try {
    for (;;) {
      const first = await taking.first();
      if (first === undefined) return;
      await first.done;
      await linger();
      yield await taking.shiftDone();
    }
  } finally {
    taking.stop();
  }
}

/** Takes items and begins the work on them, as long as there is room. */
class Taking<Item, Result> {
  readonly #source: AsyncIterator<Item>;
  readonly #work: (item: Item) => Promise<Result>;
  readonly #mayTake: number | ((underWay: readonly Item[]) => boolean);
  readonly #underWay: UnderWay<Item, Result>[] = [];
  #end: { readonly error?: unknown } | undefined;
  #isTaking = false;
  /** Hears that there is a first item, or that there will be none. */
  #heard: (() => void) | undefined;

  constructor(
    items: AsyncIterable<Item>,
    work: (item: Item) => Promise<Result>,
    mayTake: number | ((underWay: readonly Item[]) => boolean),
  ) {
    this.#source = items[Symbol.asyncIterator]();
    this.#work = work;
    this.#mayTake = mayTake;
  }

  /** Undefined at the end. A source that fails does so when all before it is given. */
  async first(): Promise<UnderWay<Item, Result> | undefined> {
    void this.#take();
    while (this.#underWay.length === 0 && this.#end === undefined) {
      await new Promise<void>((heard) => {
        this.#heard = heard;
      });
    }
    const [first] = this.#underWay;
    if (first === undefined && this.#end !== undefined && 'error' in this.#end)
      throw this.#end.error;
    return first;
  }

  /** The results at the beginning that are there. */
  async shiftDone(): Promise<readonly Done<Item, Result>[]> {
    const group: Done<Item, Result>[] = [];
    for (let next = this.#underWay[0]; next?.isDone === true; next = this.#underWay[0]) {
      this.#underWay.shift();
      group.push(await next.done);
    }
    void this.#take();
    return group;
  }

  stop(): void {
    this.#end ??= {};
    // Not awaited: a source that waits for its next item answers `return` only once that item is there.
    void this.#source.return?.();
  }

  async #take(): Promise<void> {
    if (this.#isTaking) return;
    this.#isTaking = true;
    try {
      while (this.#end === undefined && this.#hasRoom()) {
        const next = await this.#source.next();
        if (next.done === true) this.#end ??= {};
        else if (this.#end === undefined) this.#begin(next.value);
        this.#heard?.();
      }
    } catch (error) {
      this.#end ??= { error };
      this.#heard?.();
    } finally {
      this.#isTaking = false;
    }
  }

  #hasRoom(): boolean {
    const mayTake = this.#mayTake;
    if (typeof mayTake === 'number') return this.#underWay.length < mayTake;
    return this.#underWay.length === 0 || mayTake(this.#underWay.map(({ item }) => item));
  }

  #begin(item: Item): void {
    const begun: UnderWay<Item, Result> = {
      item,
      done: this.#work(item).then((result) => ({ item, result })),
      isDone: false,
    };
    // A failure surfaces when its turn comes; until then it must not count as unhandled.
    void begun.done.then(
      () => {
        begun.isDone = true;
      },
      () => {},
    );
    this.#underWay.push(begun);
  }
}
