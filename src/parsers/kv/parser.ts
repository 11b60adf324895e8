import { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import { withoutLineEnd } from '../line-end.ts';
import { type Candidate, defineParser, Rejected } from '../parser.ts';
import { pairMaker } from './pair-maker.ts';

const options = z.object({
  delimiter: z.string().min(1).default(' ').describe('what stands between two pairs'),
  separator: z.string().min(1).default('=').describe('what stands between key and value'),
});

interface Dialect {
  readonly delimiter: string;
  readonly separator: string;
}

/** Reads one line such as `user=ana action=login` as one record. */
export const kvParser = defineParser({
  type: 'kv',
  summary: 'Pairs of key and value on one line',
  options,
  takes: [],
  shape({ fields, optionalKeys, unknownKeys, parserOptions }) {
    const { delimiter, separator } = options.parse(parserOptions);
    // The first pair has one of the names, or none, and then a field is missing.
    const isStrict = unknownKeys === 'reject' && optionalKeys.size === 0;
    const begins = [delimiter, separator, '\n', '\r', ...fields.map(({ name }) => name)];
    return {
      key: JSON.stringify(['kv', delimiter]),
      measure: (text, most) => countPieces(withoutLineEnd(text), delimiter, most),
      expected: fields.length,
      mayBegin(code) {
        if (!isStrict || code >= 0x80) return true;
        const character = String.fromCharCode(code);
        return begins.some((text) => text.startsWith(character));
      },
    };
  },
  compile({ fields, parserOptions }) {
    const dialect = options.parse(parserOptions);
    const names = fields.map(({ name }) => name);
    const inOrder = pairMaker(names, dialect);
    return (content) => {
      if (typeof content !== 'string') return [];
      const text = withoutLineEnd(content);
      return [inOrder(text) ?? readPairs(text, names, dialect, content)];
    };
  },
});

/** Pairs in any order, with repeated delimiters, missing separators and repeated names. */
function readPairs(
  text: string,
  names: readonly string[],
  { delimiter, separator }: Dialect,
  raw: string,
): Candidate {
  const count = countPieces(text, delimiter, names.length);
  if (count !== names.length) {
    const found = count > names.length ? `more than ${names.length}` : count;
    return new Rejected(`${found} pairs, the schema has ${names.length}`, raw);
  }
  const record = new Map<string, string>();
  const pieces = text.split(delimiter).filter((piece) => piece !== '');
  for (const [position, piece] of pieces.entries()) {
    const cut = piece.indexOf(separator);
    // Without a separator there is no name, and the field is missing.
    if (cut === -1) continue;
    const name = piece.slice(0, cut);
    const key = record.has(name) ? (names[position] ?? name) : name;
    record.set(key, piece.slice(cut + separator.length));
  }
  // Keys come from outside: `fromEntries` makes `__proto__` an ordinary one.
  return Object.fromEntries(record) satisfies JsonObject;
}

/**
 * How many pieces stand between delimiters, repeated ones being harmless. One more than wanted is enough to see that
 * the line is of another format.
 */
function countPieces(text: string, delimiter: string, wanted: number): number {
  let count = 0;
  let at = 0;
  while (at < text.length && count <= wanted) {
    const found = text.indexOf(delimiter, at);
    const end = found === -1 ? text.length : found;
    if (end > at) count++;
    at = end + delimiter.length;
  }
  return count;
}
