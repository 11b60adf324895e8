import { compileGlob } from '../domain/glob.ts';
import type { LogType } from '../domain/log-type.ts';

/**
 * With which characters a line of columns may begin, of which the first one belongs to the first field: numbers and most
 * patterns leave few. `special` are characters that mean something to the reader.
 */
export function firstColumnBegins(
  { fields: [first], logPatterns }: LogType,
  special: readonly (string | undefined)[],
): (code: number) => boolean {
  const begins = firstCharacters(first?.type.kind, first && logPatterns?.get(first.name));
  return (code) => {
    // Blanks may stand before a number, and others may be blanks, too.
    if (code <= 0x20 || code >= 0x80) return true;
    const character = String.fromCharCode(code);
    return special.includes(character) || begins(character);
  };
}

function firstCharacters(
  kind: string | undefined,
  patterns: unknown,
): (character: string) => boolean {
  if (kind === 'integer') return (character) => /[0-9+-]/.test(character);
  if (kind === 'float') return (character) => /[0-9+.iIn-]/i.test(character);
  if (kind !== 'string' || !Array.isArray(patterns)) return () => true;
  const beginnings = patterns.map(String).map(beginningOf);
  return (character) => beginnings.some((matches) => matches(character));
}

function beginningOf(pattern: string): (character: string) => boolean {
  if (/^[*?]/.test(pattern)) return () => true;
  if (!pattern.startsWith('[')) return (character) => pattern.startsWith(character);
  const [characterClass] = /^\[!?[^\]!]+\]/.exec(pattern) ?? [];
  return characterClass === undefined ? () => true : compileGlob(characterClass);
}
