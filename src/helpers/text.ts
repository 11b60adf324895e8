import { compileGlob, type MatchText } from '../domain/glob.ts';

/** How many different patterns are remembered; rules name a few hundred at most. */
const globsMax = 10_000;
const globs = new Map<string, MatchText>();

function globOf(pattern: string): MatchText {
  const known = globs.get(pattern);
  if (known) return known;
  const compiled = compileGlob(pattern);
  if (globs.size < globsMax) globs.set(pattern, compiled);
  return compiled;
}

function some(texts: Iterable<string>, holds: (text: string) => boolean): boolean {
  for (const text of texts) if (holds(text)) return true;
  return false;
}

/** Whether a text starts with one of the prefixes; what is no text does not. */
export const startsWithAny = (text: unknown, prefixes: Iterable<string>): boolean =>
  typeof text === 'string' && some(prefixes, (prefix) => text.startsWith(prefix));

/** Whether a text ends with one of the suffixes; what is no text does not. */
export const endsWithAny = (text: unknown, suffixes: Iterable<string>): boolean =>
  typeof text === 'string' && some(suffixes, (suffix) => text.endsWith(suffix));

/** Whether a text contains one of the parts; what is no text does not. */
export const containsAny = (text: unknown, parts: Iterable<string>): boolean =>
  typeof text === 'string' && some(parts, (part) => text.includes(part));

/**
 * Whether a whole text fits one of the shell patterns: `*`, `?`, `[abc]`, `[!abc]`, case-sensitive. What is no
 * text fits none.
 */
export const matchesAny = (text: unknown, patterns: Iterable<string>): boolean =>
  typeof text === 'string' && some(patterns, (pattern) => globOf(pattern)(text));

/**
 * Whether a path fits one of the patterns, whose `*` does not cross `/`. An absolute pattern must fit the whole
 * path, a relative one its last parts: `/Users/ann/bin/nc` fits `/Users/*\/bin/nc` and `bin/n*`.
 */
export const pathMatchesAny = (path: unknown, patterns: Iterable<string>): boolean =>
  typeof path === 'string' && some(patterns, (pattern) => pathMatches(path, pattern));

function pathMatches(path: string, pattern: string): boolean {
  const parts = partsOf(path);
  const wanted = partsOf(pattern);
  const skipped = parts.length - wanted.length;
  if (wanted.length === 0 || skipped < 0 || (pattern.startsWith('/') && skipped > 0)) return false;
  return wanted.every((part, index) => globOf(part)(parts[skipped + index] ?? ''));
}

/** The root is a part of its own, so that an absolute pattern cannot fit a relative path. */
function partsOf(path: string): readonly string[] {
  const names = path.split('/').filter((part) => part !== '' && part !== '.');
  return path.startsWith('/') ? ['/', ...names] : names;
}
