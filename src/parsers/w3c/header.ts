/** Directives that software writes at the head of such files, in lower case. */
const directives: ReadonlySet<string> = new Set([
  'date',
  'encoding',
  'end-date',
  'fields',
  'gmt-offset',
  'log-type',
  'remark',
  'software',
  'start-date',
  'time format',
  'version',
]);

/** The word of a directive line such as `#Fields: date time`, in lower case; undefined for any other line. */
export function directiveOf(line: string): string | undefined {
  const name = /^#([A-Za-z][A-Za-z -]{0,30}):/.exec(line)?.[1]?.toLowerCase();
  return name !== undefined && directives.has(name) ? name : undefined;
}

/** More than any software writes; each name costs something for each record. */
const columnsMax = 1000;

export type Columns =
  | { readonly outcome: 'named'; readonly names: readonly string[] }
  | { readonly outcome: 'unusable'; readonly reason: string };

/** The names in a `#Fields:` line, exactly as they stand there. */
export function columnsOf(line: string, delimiter: string | undefined): Columns {
  const text = line.slice(line.indexOf(':') + 1).trim();
  const at = delimiter !== undefined && text.includes(delimiter) ? delimiter : /[ \t]+/;
  const names = text.split(at, columnsMax + 1).map((name) => name.trim());
  if (text === '') return { outcome: 'unusable', reason: 'its #Fields line names no column' };
  if (names.length > columnsMax) {
    return {
      outcome: 'unusable',
      reason: `its #Fields line names more than ${columnsMax} columns`,
    };
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined
    ? { outcome: 'named', names }
    : { outcome: 'unusable', reason: `its #Fields line names ${JSON.stringify(twice)} twice` };
}
