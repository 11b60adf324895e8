import { type CsvDialect, isPlainLine } from './rows.ts';

/**
 * How many columns a line has, counting no further than one beyond `most`; -1 for several lines and for escapes, which
 * only reading can count.
 */
export function countColumns(
  text: string,
  { delimiter, quote, escape }: CsvDialect,
  most: number,
): number {
  if (!isPlainLine(text, escape)) return -1;
  const quoteCode = quote.charCodeAt(0);
  let count = 1;
  let at = 0;
  while (count <= most) {
    if (text.charCodeAt(at) === quoteCode) at = quotedEnd(text, quote, at);
    const end = text.indexOf(delimiter, at);
    if (end === -1) return count;
    count++;
    at = end + 1;
  }
  return count;
}

/** Behind the closing quote, or the end of the text; of two quotes, the second one belongs to the column. */
function quotedEnd(text: string, quote: string, open: number): number {
  let close = text.indexOf(quote, open + 1);
  while (close !== -1 && text[close + 1] === quote) close = text.indexOf(quote, close + 2);
  return close === -1 ? text.length : close + 1;
}
