import { compile, isRegistered, tokenize } from '@jmespath-community/jmespath';
import { reasonOf } from '../../domain/errors.ts';

export type CheckedPath =
  | { readonly outcome: 'valid' }
  | { readonly outcome: 'invalid'; readonly message: string };

/** Whether an expression is of releases before 2.0. It might compile, but it does not mean what it meant. */
export const isJsonPath = (written: string): boolean => /^\$(?:$|[.[])/.test(written);

/** Compiles a `json_path`, which is a JMESPath expression. */
export function checkJsonPath(expression: string): CheckedPath {
  const mistake = mistakeIn(expression);
  if (mistake === undefined) return { outcome: 'valid' };
  const message = `${JSON.stringify(expression)} is no JMESPath expression: ${mistake}`;
  return { outcome: 'invalid', message };
}

function mistakeIn(expression: string): string | undefined {
  if (expression.trim() === '') return 'it is empty';
  try {
    compile(expression);
  } catch (error) {
    const reason = reasonOf(error).replace(/^\w+: (?:Syntax error[:,] |syntax: )?/, '');
    return `${reason} at character ${mistakePosition(expression)}`;
  }
  const unknown = unknownFunction(expression);
  return unknown && `there is no function "${unknown.name}" at character ${unknown.start + 1}`;
}

interface Word {
  readonly type: string;
  readonly value: unknown;
  readonly start: number;
}

function unknownFunction(expression: string): { name: string; start: number } | undefined {
  const words: readonly Word[] = tokenize(expression);
  return words
    .filter(
      ({ type }, index) => type === 'UnquotedIdentifier' && words[index + 1]?.type === 'Lparen',
    )
    .flatMap(({ value, start }) => (typeof value === 'string' ? [{ name: value, start }] : []))
    .find(({ name }) => !isRegistered(name));
}

/** The library does not say where. The first token after which no continuation is accepted is the place. */
function mistakePosition(expression: string): number {
  const tokens = tokensOf(expression);
  if (tokens === undefined) {
    let end = expression.length - 1;
    while (end > 0 && tokensOf(expression.slice(0, end)) === undefined) end--;
    return end + 1;
  }
  for (const [index, { start }] of tokens.entries()) {
    const end = tokens[index + 1]?.start ?? expression.length;
    if (!canGoOn(expression.slice(0, end))) return start + 1;
  }
  return expression.length + 1;
}

function tokensOf(expression: string) {
  try {
    return tokenize(expression);
  } catch {
    return undefined;
  }
}

/** Whether it is an expression, or would be one if it did not end there. */
function canGoOn(start: string): boolean {
  try {
    compile(start);
    return true;
  } catch (error) {
    return reasonOf(error).includes('EOF');
  }
}
