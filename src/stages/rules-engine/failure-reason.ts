import { placeOfFrame } from '../../domain/place.ts';
import { reasonOf } from '../../domain/errors.ts';
import type { Rule } from '../../domain/rule.ts';

/** Rules may throw anything of any size; an operator reads the beginning. */
const reasonCharactersMax = 500;

/** What was thrown, with the place in the rule's own file where the stack names it. */
export function failureReason(error: unknown, rule: Rule): string {
  try {
    const reason = shortened(reasonOf(error));
    const place = placeIn(error, rule);
    return place ? `${reason} (${place})` : reason;
  } catch {
    // What is thrown may itself throw when it is looked at; the failure counts all the same.
    return 'something that cannot be shown was thrown';
  }
}

const shortened = (text: string): string =>
  text.length <= reasonCharactersMax ? text : `${text.slice(0, reasonCharactersMax)}…`;

function placeIn(error: unknown, rule: Rule): string | undefined {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return undefined;
  const places = error.stack.split('\n').flatMap((frame) => placeOfFrame(frame) ?? []);
  const own = places.find(({ file }) => file === rule.place?.file);
  return own && `${own.file}:${own.line}:${own.column}`;
}
