export const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' &&
  value !== null &&
  'then' in value &&
  typeof value.then === 'function';

/** A promise where none is expected: what it comes to is of no use, and its failure must not end the program. */
export function disregard(promise: PromiseLike<unknown>): void {
  promise.then(undefined, () => {});
}
