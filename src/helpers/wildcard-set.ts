import { compileGlob } from '../domain/glob.ts';

/** Shell patterns that are asked many times. */
export interface WildcardSet {
  /** Whether a whole text fits one of the patterns, case-sensitive; what is no text fits none. */
  has(text: unknown): boolean;
}

/**
 * Puts shell patterns together: `*`, `?`, `[abc]`, `[!abc]`. However many there are of the forms `name`, `begin*` and
 * `*end`, a text is looked up and not compared with each.
 *
 * @example
 * const scanners = wildcardSet(['nmap*', 'masscan', '*-scanner']);
 * // in a rule: matches: (record) => scanners.has(record.userAgent)
 */
export function wildcardSet(patterns: Iterable<string>): WildcardSet {
  const exact = new Set<string>();
  const beginnings = new Map<number, Set<string>>();
  const ends = new Map<number, Set<string>>();
  const others: ReturnType<typeof compileGlob>[] = [];
  for (const pattern of patterns) {
    const text = pattern.replace(/^\*|\*$/, '');
    if (/[*?[]/.test(text)) others.push(compileGlob(pattern));
    else if (text === pattern) exact.add(text);
    else if (pattern.startsWith('*')) add(ends, text);
    else add(beginnings, text);
  }
  return {
    has(text) {
      if (typeof text !== 'string') return false;
      if (exact.has(text)) return true;
      for (const [length, all] of beginnings) if (all.has(text.slice(0, length))) return true;
      for (const [length, all] of ends) {
        if (text.length >= length && all.has(text.slice(text.length - length))) return true;
      }
      return others.some((fits) => fits(text));
    },
  };
}

function add(byLength: Map<number, Set<string>>, text: string): void {
  const same = byLength.get(text.length) ?? new Set();
  byLength.set(text.length, same.add(text));
}
