import { placeOfFrame } from '../../../domain/place.ts';
import type { Place, Rule } from '../../../domain/rule.ts';

/** What can be told of a rule to another thread. */
export type PlacedRule = Pick<Rule, 'name' | 'place'>;

/** The rule that a place in the code belongs to: the one that begins nearest above it in its file. */
export function ruleAt(rules: readonly PlacedRule[], { file, line }: Place): number | undefined {
  let found: { readonly ordinal: number; readonly line: number } | undefined;
  const inFile: number[] = [];
  for (const [ordinal, { place }] of rules.entries()) {
    if (place?.file !== file) continue;
    inFile.push(ordinal);
    if (place.line <= line && (found === undefined || place.line > found.line)) {
      found = { ordinal, line: place.line };
    }
  }
  // A function that stands above all rules of a file can only be meant when there is one.
  return found?.ordinal ?? (inFile.length === 1 ? inFile[0] : undefined);
}

/** The innermost place of a stack that belongs to a rule. */
export function ruleOfStack(
  rules: readonly PlacedRule[],
  places: readonly Place[],
): { readonly ordinal: number; readonly place: Place } | undefined {
  for (const place of places) {
    const ordinal = ruleAt(rules, place);
    if (ordinal !== undefined) return { ordinal, place };
  }
  return undefined;
}

export const placesOf = (stack: string): readonly Place[] =>
  stack.split('\n').flatMap((frame) => placeOfFrame(frame) ?? []);

export const placeText = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;
