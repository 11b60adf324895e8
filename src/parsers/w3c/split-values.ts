import { isEscaped } from '../header-values.ts';
import { sharedReader } from '../shared-reader.ts';

/** How the values of a line stand apart. */
export interface LineDialect {
  /** One character, each of which separates two values; undefined for runs of tabs or, without any, of blanks. */
  readonly delimiter: string | undefined;
  /** Whether `[a value]` is one. */
  readonly brackets: boolean;
  /** What stands for an empty value. */
  readonly empty: string;
}

const quoteCode = 0x22;
const bracketCode = 0x5b;

/** The values must not be changed: others may get them as well. */
export type SplitValues = (line: string, valuesMax: number) => readonly string[];

export function compileSplit(dialect: LineDialect): SplitValues {
  const { delimiter, brackets, empty } = dialect;
  const read: SplitValues = (line, valuesMax) => splitValues(line, dialect, valuesMax);
  const isWhole = (values: readonly string[], valuesMax: number) => values.length <= valuesMax;
  return sharedReader(['w3c', delimiter, brackets, empty], read, isWhole);
}

/**
 * The values of one line. It stops at the first one beyond `valuesMax`, which is all that a line of another format
 * costs. What looks like a quoted value and has no end is read as it stands.
 */
function splitValues(line: string, dialect: LineDialect, valuesMax: number): string[] {
  // Where there are tabs, a blank is a part of a value.
  const separator = dialect.delimiter ?? (line.includes('\t') ? '\t' : ' ');
  return split(line, separator, dialect, valuesMax);
}

function split(
  line: string,
  separator: string,
  { delimiter, brackets, empty }: LineDialect,
  valuesMax: number,
): string[] {
  const separatorCode = separator.charCodeAt(0);
  const skipsRuns = delimiter === undefined;
  const { length } = line;
  const values: string[] = [];
  let mayBeQuoted = true;
  let bracketAt = brackets ? -1 : length;
  let at = 0;
  while (at <= length && values.length <= valuesMax) {
    const code = line.charCodeAt(at);
    if (skipsRuns && (code === separatorCode || at === length)) {
      at++;
      continue;
    }
    if (code === quoteCode && mayBeQuoted) {
      const end = closingQuote(line, at + 1, separatorCode);
      if (end !== -1) {
        const value = unquoted(line, at + 1, end);
        values.push(value === empty ? '' : value);
        at = end + 2;
        continue;
      }
      // There is none further on either, and looking again and again would take ever longer.
      mayBeQuoted = false;
    } else if (code === bracketCode && bracketAt < length) {
      if (bracketAt < at) bracketAt = indexOr(line, ']', at, length);
      const next = bracketAt + 1;
      if (next === length || line.charCodeAt(next) === separatorCode) {
        values.push(line.slice(at + 1, bracketAt));
        at = next + 1;
        continue;
      }
    }
    const end = indexOr(line, separator, at, length);
    const value = line.slice(at, end);
    values.push(value === empty ? '' : value);
    at = end + 1;
  }
  return values;
}

const indexOr = (line: string, what: string, from: number, otherwise: number): number => {
  const at = line.indexOf(what, from);
  return at === -1 ? otherwise : at;
};

/** The quote at the end of a value: the first one before a separator that is neither doubled nor behind a backslash. */
function closingQuote(line: string, from: number, separatorCode: number): number {
  let at = line.indexOf('"', from);
  while (at !== -1) {
    if (!isEscaped(line, from, at)) {
      const next = line.charCodeAt(at + 1);
      if (at + 1 === line.length || next === separatorCode) return at;
      if (next === quoteCode) at++;
    }
    at = line.indexOf('"', at + 1);
  }
  return -1;
}

/** A quote inside of a value is written twice, or behind a backslash; any other backslash is one, as in a Windows path. */
function unquoted(line: string, from: number, to: number): string {
  const value = line.slice(from, to);
  return value.includes('"') ? value.replaceAll(/""|\\"/g, '"') : value;
}
