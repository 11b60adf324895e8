import type { Candidate } from './parser.ts';

/** What each line of a text is that is not blank; nearly always there is one. */
export function readLines(text: string, read: (line: string) => Candidate): readonly Candidate[] {
  const end = text.indexOf('\n');
  if (end === -1) return [read(withoutReturn(text))];
  return linesOf(text).map((line) => read(line));
}

/** The lines of a text that are not blank, without their ends. */
export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map(withoutReturn)
    .filter((line) => line !== '');

const withoutReturn = (line: string): string =>
  line.charCodeAt(line.length - 1) === 0x0d ? line.slice(0, -1) : line;
