import type { ValueAt } from '../domain/record-of.ts';

type Keyed = { readonly [key: string | number]: unknown };

/**
 * The value at a path of map keys and list indexes, or undefined where the path leads nowhere. Never throws,
 * whatever it is given, and sees only what stands in the record itself. The answer is typed as far as the schema
 * says what is there, and `unknown` beyond.
 *
 * @example at(record, 'detail', 'userIdentity', 'type') === 'Root'
 */
export function at<Value, Path extends readonly (string | number)[]>(
  value: Value,
  ...path: Path
): ValueAt<Value, Path>;
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value;
  for (let index = 0; index < path.length; index++) {
    if (typeof current !== 'object' || current === null) return undefined;
    const key = path[index] ?? '';
    const next = (current as Keyed)[key];
    // Records hold no functions: what is one was inherited, as is the one value that is not.
    if (next === undefined || typeof next === 'function') return undefined;
    if (key === '__proto__' && !Object.hasOwn(current, key)) return undefined;
    current = next;
  }
  return current;
}
