import { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import { type Candidate, defineParser } from '../parser.ts';

const options = z.object({
  delimiter: z.string().min(1).default(' ').describe('what stands between two pairs'),
  separator: z.string().min(1).default('=').describe('what stands between key and value'),
});

/** Reads one line such as `user=ana action=login` as one record. */
export const kvParser = defineParser({
  type: 'kv',
  summary: 'Pairs of key and value on one line',
  options,
  takes: [],
  compile({ fields, parserOptions }) {
    const { delimiter, separator } = options.parse(parserOptions);
    const names = fields.map(({ name }) => name);
    return (content) =>
      typeof content === 'string' ? [readPairs(content, names, delimiter, separator)] : [];
  },
});

function readPairs(
  text: string,
  names: readonly string[],
  delimiter: string,
  separator: string,
): Candidate {
  const pieces = withoutLineEnd(text).split(delimiter);
  const record: JsonObject = {};
  let position = 0;
  for (const piece of pieces) {
    // Repeated delimiters are harmless.
    if (piece === '') continue;
    const cut = piece.indexOf(separator);
    if (cut !== -1) {
      const name = piece.slice(0, cut);
      const key = name in record ? (names[position] ?? name) : name;
      put(record, key, piece.slice(cut + separator.length));
    }
    position++;
  }
  if (position !== names.length) {
    const reason = `${position} pairs, the schema has ${names.length}`;
    return { outcome: 'rejected', reason, raw: text };
  }
  return { outcome: 'parsed', record };
}

/** Keys come from outside: only `__proto__` needs the slow way to become an ordinary one. */
function put(record: JsonObject, key: string, value: string) {
  if (key === '__proto__') {
    Object.defineProperty(record, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else record[key] = value;
}

const withoutLineEnd = (text: string): string =>
  text.endsWith('\n') || text.endsWith('\r') ? text.replace(/[\r\n]+$/, '') : text;
