import { compileGlob } from '../domain/glob.ts';
import type { LogType } from '../domain/log-type.ts';

/**
 * Whether a line of columns, of which the first one belongs to the first field, may begin with a brace, which is
 * neither a number nor fits most patterns; `special` are characters that mean something to the reader.
 */
export function mayBeginWithBrace(
  { fields: [first], logPatterns }: LogType,
  special: readonly (string | undefined)[],
): boolean {
  if (special.includes('{')) return true;
  if (first?.type.kind === 'integer' || first?.type.kind === 'float') return false;
  const patterns = first === undefined ? undefined : logPatterns?.get(first.name);
  return !Array.isArray(patterns) || patterns.some(mayMatchBrace);
}

function mayMatchBrace(pattern: string): boolean {
  if (/^[{*?]/.test(pattern)) return true;
  const [characterClass] = /^\[[^\]]+\]/.exec(pattern) ?? [];
  if (characterClass !== undefined) return compileGlob(characterClass)('{');
  return pattern.startsWith('[');
}
