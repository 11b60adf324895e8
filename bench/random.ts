/** A small seeded generator (mulberry32): the same seed gives the same corpus on every machine. */
export function seeded(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    chance: (probability: number): boolean => next() < probability,
    pick: <T>(list: readonly T[]): T => list[int(list.length)] as T,
    hex: (digits: number): string =>
      Array.from({ length: digits }, () => int(16).toString(16)).join(''),
    address: (): string => `198.51.${int(100)}.${1 + int(250)}`,
  };
}

export type Random = ReturnType<typeof seeded>;
