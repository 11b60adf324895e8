import { StreamAlertError } from '../domain/errors.ts';
import type { Finding, FindingLevel } from '../domain/finding.ts';

export interface FormatOptions {
  /** Levels to show and count; all when absent. A command that builds nothing leaves out `build`. */
  readonly levels?: readonly FindingLevel[];
  /** Marks text by how grave it is, where the terminal has colour. */
  readonly paint?: (text: string, as: 'file' | FindingLevel) => string;
  /** Ends the last line; absent: nothing. */
  readonly closing?: string;
}

/** The word beside each finding: colour alone says nothing to many. */
const words: Readonly<Record<FindingLevel, string>> = {
  load: 'error',
  build: 'build',
  warning: 'warning',
  migration: 'old form',
};

const levelsByGravity = ['load', 'build', 'warning', 'migration'] as const;

/** Longer key paths get a line of their own, so that one of them does not push all messages aside. */
const pathWidthMax = 60;

/** All findings for a person: by file, in the order of the file, key paths aligned, counts at the end. */
export function formatFindings(
  findings: readonly Finding[],
  { levels = levelsByGravity, paint = (text) => text, closing = '' }: FormatOptions = {},
): string {
  const wanted = withoutRepeats(findings.filter(({ level }) => levels.includes(level)));
  const files = Object.entries(Object.groupBy(wanted, ({ file }) => file));
  const blocks = files.flatMap(([file, inFile = []]) => [
    `  ${paint(file, 'file')}`,
    ...linesOf(inFile.toSorted(byPlace), paint),
  ]);
  return [...blocks, `  ${[`${countsOf(wanted)}.`, closing].join(' ').trimEnd()}`].join('\n');
}

/** What a configuration that is refused throws; the name is that of the original. */
export class ConfigError extends StreamAlertError {
  override readonly name: string = 'ConfigError';

  constructor(message: string, hint: string) {
    super('CONFIG_INVALID', message, { hint });
  }
}

/** One error for all that refuses a configuration. */
export function configError(findings: readonly Finding[]): ConfigError {
  const refusing = findings.filter(({ level }) => level === 'load');
  const listed = formatFindings(refusing);
  return new ConfigError(
    `the configuration is not valid:\n${listed}`,
    'Correct the files, then run "streamalert config check".',
  );
}

const same = ({ file, path, message }: Finding): string => JSON.stringify([file, path, message]);

/** What is a warning now and refuses a build later is told once, as the graver of the two. */
const withoutRepeats = (findings: readonly Finding[]): readonly Finding[] => {
  const forBuild = new Set(findings.filter(({ level }) => level === 'build').map(same));
  return findings.filter((finding) => finding.level !== 'warning' || !forBuild.has(same(finding)));
};

const byPlace = (a: Finding, b: Finding): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);

const widthOf = (texts: readonly string[]): number =>
  texts.reduce((width, { length }) => Math.max(width, length), 0);

function linesOf(
  findings: readonly Finding[],
  paint: (text: string, as: FindingLevel) => string,
): readonly string[] {
  const rows = findings.map((finding) => ({
    ...finding,
    path: printable(finding.path),
    place: placeOf(finding),
  }));
  const placeWidth = widthOf(rows.map(({ place }) => place));
  const wordWidth = widthOf(rows.map(({ level }) => words[level]));
  const pathWidth = widthOf(
    rows.map(({ path }) => path).filter(({ length }) => length <= pathWidthMax),
  );
  return rows.flatMap(({ level, place, path, message, suggestion }) => {
    const word = paint(words[level].padEnd(wordWidth), level);
    const meant = suggestion === undefined ? '' : ` Did you mean ${JSON.stringify(suggestion)}?`;
    const start = `    ${place.padEnd(placeWidth)}  ${word}  `;
    const sentence = meant === '' ? message : `${message}.${meant}`;
    if (pathWidth === 0 && path === '') return [`${start}${printable(sentence)}`];
    if (path.length <= pathWidth) {
      return [`${start}${path.padEnd(pathWidth)}  ${printable(sentence)}`];
    }
    const indent = ' '.repeat(8 + placeWidth + wordWidth);
    return [`${start}${path}`, `${indent}${printable(sentence)}`];
  });
}

const placeOf = ({ line, column }: Finding): string =>
  line === undefined ? '' : `${line}:${column ?? 1}`;

/** Names come from files; none of them may move the cursor, reverse the line or break the layout. */
const printable = (text: string): string =>
  text.replaceAll(
    /[\p{C}\u2028\u2029]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );

function countsOf(findings: readonly Finding[]): string {
  const counts = levelsByGravity.flatMap((level) => {
    const count = findings.filter((finding) => finding.level === level).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? ones[level] : several[level]}`];
  });
  return counts.length === 0 ? 'Nothing to report' : counts.join(', ');
}

const ones: Readonly<Record<FindingLevel, string>> = {
  load: 'error',
  build: 'to correct before a build',
  warning: 'warning',
  migration: 'old form',
};

const several: Readonly<Record<FindingLevel, string>> = {
  ...ones,
  load: 'errors',
  warning: 'warnings',
  migration: 'old forms',
};
