import { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import { type Candidate, defineParser } from '../parser.ts';
import { rowMaker } from '../row-maker.ts';

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
    const inSchemaOrder = orderedReader(names, rowMaker(fields), delimiter, separator);
    return (content) => {
      if (typeof content !== 'string') return [];
      const text = withoutLineEnd(content);
      const record = inSchemaOrder(text);
      if (record !== undefined) return [{ outcome: 'parsed', record }];
      return [readPairs(text, names, delimiter, separator)];
    };
  },
});

/** Most writers write their pairs in one order; then nothing has to be looked up. Undefined for any other line. */
function orderedReader(
  names: readonly string[],
  makeRow: (columns: readonly string[]) => JsonObject,
  delimiter: string,
  separator: string,
): (text: string) => JsonObject | undefined {
  const starts = names.map((name) => name + separator);
  const isSafe = names.every((name) => !name.includes(separator) && !name.includes(delimiter));
  const values: string[] = names.map(() => '');

  return (text) => {
    if (!isSafe) return undefined;
    let at = 0;
    for (let index = 0; index < starts.length; index++) {
      const start = starts[index] ?? '';
      if (!text.startsWith(start, at)) return undefined;
      const end = text.indexOf(delimiter, at);
      if ((end === -1) !== (index === starts.length - 1)) return undefined;
      values[index] = text.slice(at + start.length, end === -1 ? text.length : end);
      at = end + delimiter.length;
    }
    return makeRow(values);
  };
}

function readPairs(
  text: string,
  names: readonly string[],
  delimiter: string,
  separator: string,
): Candidate {
  // Repeated delimiters are harmless.
  const pieces = text.split(delimiter).filter((piece) => piece !== '');
  if (pieces.length !== names.length) {
    const reason = `${pieces.length} pairs, the schema has ${names.length}`;
    return { outcome: 'rejected', reason, raw: text };
  }
  const record: JsonObject = {};
  let position = 0;
  for (const piece of pieces) {
    const cut = piece.indexOf(separator);
    if (cut !== -1) {
      const name = piece.slice(0, cut);
      const key = Object.hasOwn(record, name) ? (names[position] ?? name) : name;
      put(record, key, piece.slice(cut + separator.length));
    }
    position++;
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
