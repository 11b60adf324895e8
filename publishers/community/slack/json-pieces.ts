import type { JsonValue } from 'streamalert';

/** JSON with sorted keys, two spaces for each level, and integers of any size. */
export function sortedJson(value: JsonValue, indent = ''): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => sortedJson(item, inner))
    : Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => `${JSON.stringify(key)}: ${sortedJson(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return open + close;
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
}

/** The only characters Slack wants escaped. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Lines put together into pieces that are shorter than the bound; a longer line is cut. */
export function linePieces(text: string, lengthBelow: number): readonly string[] {
  const pieces: string[] = [];
  let piece: string | undefined;
  for (const line of text.split('\n').flatMap((each) => cutLine(each, lengthBelow - 1))) {
    const longer: string = piece === undefined ? line : `${piece}\n${line}`;
    if (piece !== undefined && longer.length >= lengthBelow) {
      pieces.push(piece);
      piece = line;
    } else {
      piece = longer;
    }
  }
  return piece === undefined ? pieces : [...pieces, piece];
}

/** Neither an escaped character nor one of two code units is cut in two. */
function cutLine(line: string, lengthMax: number): readonly string[] {
  const whole = /&(?:amp|lt|gt);|[\s\S]/gu;
  if (line.length <= lengthMax) return [line];
  const pieces: string[] = [];
  let piece = '';
  for (const [character] of line.matchAll(whole)) {
    if (piece.length + character.length > lengthMax) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
