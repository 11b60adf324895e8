/**
 * Whether a text holds all of some patterns, one behind the other. Several patterns with `.*` between them, in one
 * expression, take a time that grows with a power of the text's length, and whoever writes the text chooses it.
 */
export function holdsInOrder(text: string, patterns: readonly RegExp[]): boolean {
  let rest = text;
  for (const pattern of patterns) {
    const found = pattern.exec(rest);
    if (found === null) return false;
    rest = rest.slice(found.index + found[0].length);
  }
  return true;
}
