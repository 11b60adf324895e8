import { normalizationKey } from '../domain/log-type.ts';
import { matchesAny } from './text.ts';

const childrenOf = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : [];

const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;

/**
 * The values that a key has at any depth of maps and lists: outer ones first, a map's own before those of its
 * children. Normalised values are not searched. A `max` above 0 ends the search at that many.
 */
export function getKeys(data: unknown, key: string, max = -1): unknown[] {
  const found: unknown[] = [];
  const containers: object[] = isContainer(data) ? [data] : [];
  // The list grows while it is walked, which makes the walk breadth-first.
  for (const container of containers) {
    if (!Array.isArray(container) && Object.hasOwn(container, key)) {
      found.push(Reflect.get(container, key));
      if (max > 0 && found.length >= max) return found;
    }
    for (const [name, child] of Object.entries(container)) {
      if (isContainer(child) && name !== normalizationKey) containers.push(child);
    }
  }
  return found;
}

/** The first value that `getKeys` finds, or else the default. */
export function getFirstKey(data: unknown, key: string, otherwise: unknown = null): unknown {
  const found = getKeys(data, key, 1);
  return found.length > 0 ? found[0] : otherwise;
}

/** Whether some value that is neither map nor list, at any depth, passes a test. */
function someLeaf(data: unknown, passes: (leaf: unknown) => boolean): boolean {
  return isContainer(data)
    ? childrenOf(data).some((child) => someLeaf(child, passes))
    : passes(data);
}

/** Whether some value at any depth is equal to this one, in kind and value. */
export const dataHasValue = (data: unknown, value: unknown): boolean =>
  someLeaf(data, (leaf) => leaf === value);

/** Whether some text at any depth contains this one. */
export const dataHasValueWithSubstring = (data: unknown, part: string): boolean =>
  someLeaf(data, (leaf) => typeof leaf === 'string' && leaf.includes(part));

/** Whether some text at any depth, not an empty one, fits one of the shell patterns. */
export const dataHasValueFromList = (data: unknown, patterns: Iterable<string>): boolean => {
  const all = [...patterns];
  return someLeaf(data, (leaf) => leaf !== '' && matchesAny(leaf, all));
};

/** Whether some text at any depth, not an empty one, contains one of these. */
export const dataHasValueFromSubstringList = (data: unknown, parts: Iterable<string>): boolean => {
  const all = [...parts];
  return someLeaf(
    data,
    (leaf) => typeof leaf === 'string' && leaf !== '' && all.some((part) => leaf.includes(part)),
  );
};
