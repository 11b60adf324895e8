/**
 * The leftmost stretch within one line that begins with `{` and ends with `}` (or `[` and `]`), as long as it can be,
 * with a `:` or `,` between other characters inside (configuration.md 10.6). The expression that says so would take
 * time in proportion to the square of a hostile text; this looks at each character a few times.
 */
export function findJson(text: string): string | undefined {
  for (let start = 0; start <= text.length; ) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd === -1 ? text.length : lineEnd;
    const found = inLine(text.slice(start, end));
    if (found !== undefined) return found;
    start = end + 1;
  }
  return undefined;
}

interface Closing {
  /** The last closing bracket of the line. */
  readonly at: number;
  /** The last `:` or `,` with a character between it and that bracket. */
  readonly mark: number;
}

function inLine(line: string): string | undefined {
  const brace = closing(line, '}');
  const bracket = closing(line, ']');
  const last = Math.max(brace.mark, bracket.mark);
  // A character stands between the opening bracket and the mark, too.
  for (let at = 0; at + 2 <= last; at++) {
    const character = line[at];
    const end = character === '{' ? brace : character === '[' ? bracket : undefined;
    if (end !== undefined && at + 2 <= end.mark) return line.slice(at, end.at + 1);
  }
  return undefined;
}

function closing(line: string, character: '}' | ']'): Closing {
  const at = line.lastIndexOf(character);
  if (at < 2) return { at, mark: -1 };
  return { at, mark: Math.max(line.lastIndexOf(':', at - 2), line.lastIndexOf(',', at - 2)) };
}
