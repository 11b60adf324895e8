import type { Parser } from '../parsers/parser.ts';
import { csvFormat } from './csv-format.ts';
import type { DraftValue } from './draft.ts';
import { kvFormat } from './kv-format.ts';
import { linePatterns } from './line-patterns.ts';
import { looseLogType, noHeaders, recordsBy, shareRead, type TextFormat } from './text-format.ts';

export interface TextLines {
  readonly lines: readonly string[];
  /** Indexes of the lines with which files begin. */
  readonly firstLines: ReadonlySet<number>;
}

/** Less than this is read by accident. */
const shareMin = 0.8;

const syslogColumns = ['timestamp', 'host', 'application', 'message'];

/** Parsers that find names and values by themselves, with what their lines look like. */
const selfDescribing = [
  { type: 'cef', looks: /\bCEF:\s?\d+\|/ },
  { type: 'leef', looks: /\bLEEF:\s?\d/ },
  // A source puts the lines that name the columns before each line.
  { type: 'w3c', looks: /^#[a-z-]+:[^\n]*\n/i },
  { type: 'zeek', looks: /^#(?:separator|fields)[ \t]/ },
  { type: 'xml', looks: /^\s*<(?:\?xml|[A-Za-z])/ },
] as const;

/** Finds how lines of text read: the first way that reads all of them, else the one that reads most. */
export function findTextFormat(
  { lines, firstLines }: TextLines,
  parsers: readonly Parser[],
): TextFormat | undefined {
  const ways: readonly (() => TextFormat | undefined)[] = [
    ...selfDescribing.map(({ type, looks }) => () => {
      const isLikely = lines.filter((line) => looks.test(line)).length >= lines.length * shareMin;
      return isLikely ? bySelf(type, lines, parsers) : undefined;
    }),
    () => syslogFormat(lines, parsers),
    () => kvFormat(lines),
    () => patternFormat(lines, parsers),
    () => csvFormat(lines, firstLines),
    () => columnsFormat(lines, parsers),
  ];
  let best: { readonly format: TextFormat; readonly share: number } | undefined;
  for (const find of ways) {
    const format = find();
    if (format === undefined) continue;
    const share = shareRead(format);
    if (share === 1) return format;
    if (share >= shareMin && share > (best?.share ?? 0)) best = { format, share };
  }
  return best?.format ?? wholeLines(lines, parsers);
}

/** The format of a parser that the operator names; undefined when it makes nothing of the lines. */
export function formatOfParser(
  type: string,
  { lines, firstLines }: TextLines,
  parsers: readonly Parser[],
): TextFormat | undefined {
  switch (type) {
    case 'csv':
      return csvFormat(lines, firstLines) ?? csvFormat(lines, firstLines, ' ');
    case 'kv':
      return kvFormat(lines);
    case 'syslog':
      return syslogFormat(lines, parsers);
    case 'regex':
      return patternFormat(lines, parsers) ?? wholeLines(lines, parsers);
    case 'w3c':
      return bySelf('w3c', lines, parsers) ?? columnsFormat(lines, parsers);
    default:
      return bySelf(type, lines, parsers);
  }
}

function formatBy(
  parser: Parser,
  lines: readonly string[],
  why: string,
  {
    options = new Map(),
    columns,
  }: { options?: ReadonlyMap<string, DraftValue>; columns?: readonly string[] } = {},
): TextFormat | undefined {
  const plain = Object.fromEntries(options) as Readonly<Record<string, string>>;
  const records = recordsBy(parser, looseLogType(parser.type, plain, columns), lines);
  if (!records.some((record) => record !== undefined)) return undefined;
  const common = { parser: parser.type, options, records, headers: noHeaders, why };
  return columns === undefined
    ? { ...common, isExact: false }
    : { ...common, columns, isExact: true };
}

function bySelf(
  type: string,
  lines: readonly string[],
  parsers: readonly Parser[],
): TextFormat | undefined {
  const parser = parsers.find((each) => each.type === type);
  return parser && formatBy(parser, lines, `lines of ${type.toUpperCase()}`);
}

function syslogFormat(lines: readonly string[], parsers: readonly Parser[]) {
  const parser = parsers.find(({ type }) => type === 'syslog');
  const found =
    parser &&
    formatBy(parser, lines, 'lines of syslog: time, host, application, message', {
      columns: syslogColumns,
    });
  return found && { ...found, isExact: false };
}

/** A pattern that reads less than this of what is left adds more confusion than it helps. */
const gainMin = 0.03;
/** Patterns that read less than this say nothing about the lines. */
const patternShareMin = 0.3;
const patternsMax = 4;

/** Well-known lines that only patterns read: the one that reads most, then others for what is left. */
function patternFormat(
  lines: readonly string[],
  parsers: readonly Parser[],
): TextFormat | undefined {
  const parser = parsers.find(({ type }) => type === 'regex');
  if (parser === undefined) return undefined;
  const all = linePatterns.map((known) => {
    const loose = looseLogType('regex', { pattern: known.pattern });
    return { ...known, records: recordsBy(parser, loose, lines) };
  });
  const chosen: typeof all = [];
  const isRead = (index: number) => chosen.some(({ records }) => records[index] !== undefined);
  while (chosen.length < patternsMax) {
    const best = all
      .map((known) => ({ known, gain: gainOf(known.records, isRead) }))
      // The earlier ones are more particular.
      .reduce((most, other) => (other.gain > most.gain ? other : most));
    if (best.gain < Math.max(1, lines.length * gainMin)) break;
    chosen.push(best.known);
  }
  const read = lines.filter((_, index) => isRead(index)).length;
  if (read < lines.length * patternShareMin) return undefined;
  const rest = lines.length - read;
  const patterns = [...chosen.map(({ pattern }) => pattern), ...(rest > 0 ? [anyLine] : [])];
  const [only = ''] = patterns;
  const value = patterns.length === 1 ? only : patterns;
  const kept =
    rest === 0
      ? ''
      : `; ${rest} other lines are kept whole in "message" by the last pattern, which every text fits: without it they go to quarantine`;
  return formatBy(parser, lines, `for ${chosen.map(({ name }) => name).join(' and ')}${kept}`, {
    options: new Map<string, DraftValue>([
      ['pattern', value],
      ...(rest > 0 ? [['flags', 's'] as const] : []),
    ]),
  });
}

const anyLine = '(?<message>.*)';

const gainOf = (records: TextFormat['records'], isRead: (index: number) => boolean): number =>
  records.reduce((sum, record, index) => sum + (record !== undefined && !isRead(index) ? 1 : 0), 0);

/** Words, quoted texts and bracketed times side by side, about as many in each line. */
const columnsMin = 5;
const columnsMax = 200;
/** Vendors add columns at the end; sentences vary more. */
const furtherColumnsMax = 10;

function columnsFormat(
  lines: readonly string[],
  parsers: readonly Parser[],
): TextFormat | undefined {
  const parser = parsers.find(({ type }) => type === 'w3c');
  if (parser === undefined) return undefined;
  const options = new Map([['header', 'none']]);
  const loose = looseLogType('w3c', { header: 'none' }, ['column_1']);
  const records = recordsBy(parser, loose, lines);
  const counts = records.map((record) => (record === undefined ? 0 : Object.keys(record).length));
  const least = Math.min(...counts);
  const most = Math.max(...counts);
  if (least < columnsMin || most > Math.min(columnsMax, least + furtherColumnsMax))
    return undefined;
  if (!isTable(records)) return undefined;
  const why = `${least === most ? most : `${least} to ${most}`} values side by side; give them names`;
  return { parser: 'w3c', options, records, headers: noHeaders, isExact: false, why };
}

const plainValue =
  /^(?:-|[+-]?\d+(?:\.\d+)?|[\da-fA-F:.]+(?::\d+)?|\d{4}-\d{2}-\d{2}T\S+|\d{4}-\d{2}-\d{2})$/;

/** Sentences have as many words by accident; a table has numbers, times and addresses in the same places. */
function isTable(records: TextFormat['records']): boolean {
  const [first] = records;
  const plain = Object.keys(first ?? {}).filter((key) =>
    records.every((record) => plainValue.test(String(record?.[key] ?? ''))),
  );
  return plain.length >= 2;
}

/** Text of which nothing is known: each line is one field. */
function wholeLines(lines: readonly string[], parsers: readonly Parser[]): TextFormat | undefined {
  const why =
    'no format was recognised: each line is kept as one text, and so every text fits; a pattern can take it apart';
  const regex = parsers.find(({ type }) => type === 'regex');
  if (regex === undefined) return undefined;
  const options = new Map([
    ['pattern', anyLine],
    ['flags', 's'],
  ]);
  return formatBy(regex, lines, why, { options });
}
