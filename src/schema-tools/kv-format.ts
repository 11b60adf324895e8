import type { JsonObject } from '../domain/json.ts';
import { kindsMax } from './kinds.ts';
import { noHeaders, type TextFormat } from './text-format.ts';

const delimiters = [' ', ', ', ',', ';', '; ', '|', '\t', '&'] as const;
const separators = ['=', ': ', ':'] as const;

const linesLooked = 500;
/** Lines of pairs are nothing but pairs; a few may be damaged. */
const alikeMin = 0.95;

const keyName = /^[\p{L}_@$][\p{L}\p{N}_@$.:/-]*$/u;

/** Pairs of key and value; undefined where the lines are not made of pairs alone. */
export function kvFormat(
  lines: readonly string[],
  given?: { readonly delimiter?: string; readonly separator?: string },
): TextFormat | undefined {
  const looked = lines.slice(0, linesLooked);
  const dialects = (given?.delimiter === undefined ? delimiters : [given.delimiter]).flatMap(
    (delimiter) =>
      (given?.separator === undefined ? separators : [given.separator]).map((separator) => ({
        delimiter,
        separator,
      })),
  );
  const found = dialects
    .map((dialect) => ({
      ...dialect,
      share: looked.filter((line) => pairsOf(line, dialect) !== undefined).length / looked.length,
    }))
    .filter(({ share }) => share >= alikeMin)
    .toSorted((a, b) => b.share - a.share)[0];
  if (found === undefined) return undefined;

  const { delimiter, separator } = found;
  const records = lines.map((line) => pairsOf(line, found));
  // Each set of keys needs a schema of its own: the number of pairs must be that of the fields.
  const sets = new Set(records.flatMap((record) => (record ? [keySet(record)] : [])));
  if (sets.size > kindsMax) return undefined;
  return {
    parser: 'kv',
    options: new Map([
      ...(delimiter === ' ' ? [] : [['delimiter', delimiter] as const]),
      ...(separator === '=' ? [] : [['separator', separator] as const]),
    ]),
    records,
    headers: noHeaders,
    isExact: true,
    why: `pairs of key and value: ${JSON.stringify(separator)} inside, ${JSON.stringify(delimiter)} between them`,
  };
}

const keySet = (record: JsonObject): string => JSON.stringify(Object.keys(record).toSorted());

/** The pairs of a line as the parser reads them; undefined when a piece is none, or a key comes twice. */
export function pairsOf(
  line: string,
  { delimiter, separator }: { readonly delimiter: string; readonly separator: string },
): JsonObject | undefined {
  if (line.includes('\n')) return undefined;
  const pieces = line.split(delimiter).filter((piece) => piece !== '');
  if (pieces.length < 2) return undefined;
  const pairs = new Map<string, string>();
  for (const piece of pieces) {
    const cut = piece.indexOf(separator);
    const key = piece.slice(0, Math.max(0, cut));
    if (!keyName.test(key) || pairs.has(key)) return undefined;
    pairs.set(key, piece.slice(cut + separator.length));
  }
  return Object.fromEntries(pairs);
}
