/** Something that reads what comes from outside, and must hold whatever comes. */
export interface FuzzTarget {
  readonly name: string;
  /** Good input to begin with. */
  readonly seeds: readonly Buffer[];
  /** Throws when a promise is broken. */
  check(bytes: Buffer): Promise<void> | void;
}

export class BrokenPromise extends Error {}

export function promise(holds: boolean, what: string): asserts holds {
  if (!holds) throw new BrokenPromise(what);
}
