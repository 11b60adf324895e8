/** Characters that move the cursor, change colours or turn the direction of writing: a log may hold any of them. */
// oxlint-disable-next-line no-control-regex
const harmful = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;

/** Text from logs and names, made safe for a terminal. */
export const cell = (text: string): string => text.replace(harmful, ' ');

/** Narrower terminals than this get lines that wrap. */
const widthMin = 40;

/** Cuts a line that is too long; the dots say so. */
export function fitted(line: string, width: number): string {
  const columns = Math.max(width, widthMin);
  return line.length <= columns ? line : `${line.slice(0, columns - 1)}…`;
}

/** Puts pieces on as few lines as fit. */
export function wrapped(
  pieces: readonly string[],
  separator: string,
  width: number,
  indent: string,
): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    const longer = line === '' ? piece : `${line}${separator}${piece}`;
    if (line !== '' && indent.length + longer.length > width) {
      lines.push(indent + line);
      line = piece;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, indent + line];
}
