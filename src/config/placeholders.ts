import { type Cursor, entriesOf, itemsOf, keyProblem, problem } from './cursor.ts';

const pattern = /AWS_ACCOUNT_ID_GOES_HERE|PREFIX_GOES_HERE/;

/** Whether a text holds a value of the stock files that everybody has to replace before a build. */
export const hasPlaceholder = (value: string): boolean => pattern.test(value);

/** Reports the placeholders of a file, in keys and values, also as part of longer ones: they load, but refuse a build. */
export function checkPlaceholders(cursor: Cursor): void {
  const { node } = cursor;
  if (node.kind === 'text') {
    const found = pattern.exec(node.value)?.[0];
    if (found !== undefined) problem(cursor, 'build', `replace the placeholder ${found}`);
  }
  for (const [key, value] of entriesOf(cursor)) {
    const found = pattern.exec(key)?.[0];
    if (found !== undefined) keyProblem(value, 'build', `replace the placeholder ${found}`);
    checkPlaceholders(value);
  }
  for (const item of itemsOf(cursor)) checkPlaceholders(item);
}
