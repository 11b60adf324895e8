/** Values between bars at the head of a line, and where the rest of the line begins. */
export interface HeaderValues {
  /** A list of the caller's own, to add to. */
  readonly values: string[];
  readonly end: number;
}

const backslash = 0x5c;

/**
 * Reads so many values, each with a bar behind it. In a value a bar and a backslash stand behind a backslash. The end of
 * the line stands for the last bar where `mayEnd` is true. Undefined when there are fewer values.
 */
export function readHeaderValues(
  line: string,
  from: number,
  count: number,
  mayEnd: boolean,
): HeaderValues | undefined {
  const values: string[] = [];
  let at = from;
  while (values.length < count) {
    const end = barIn(line, at);
    if (end === -1) {
      if (!mayEnd || values.length < count - 1) return undefined;
      values.push(unescaped(line.slice(at)));
      return { values, end: line.length };
    }
    values.push(unescaped(line.slice(at, end)));
    at = end + 1;
  }
  return { values, end: at };
}

/** The next bar that is not behind a backslash. */
function barIn(line: string, from: number): number {
  let at = line.indexOf('|', from);
  while (at !== -1 && isEscaped(line, from, at)) at = line.indexOf('|', at + 1);
  return at;
}

/** Whether an odd number of backslashes stands before it. */
export function isEscaped(line: string, from: number, at: number): boolean {
  let count = 0;
  while (at - count > from && line.charCodeAt(at - count - 1) === backslash) count++;
  return count % 2 === 1;
}

const unescaped = (value: string): string =>
  value.includes('\\') ? value.replaceAll(/\\([\\|])/g, '$1') : value;
