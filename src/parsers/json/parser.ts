import { z } from 'zod';
import { isJsonObject, type JsonValue } from '../../domain/json.ts';
import { mayBeContainer, parseJson, parseSpelledJson } from '../../domain/exact-json.ts';
import { compileJsonPath } from '../json-path.ts';
import { type Candidate, defineParser, type NumberMode, type ParsePayload } from '../parser.ts';

/** Reads JSON documents: the document itself, records inside it, or JSON text inside one of its fields. */
export const jsonParser = defineParser({
  type: 'json',
  summary: 'JSON documents, records at a path inside them, or JSON text inside a field',
  options: z.object({}),
  takes: ['json_path', 'embedded_json', 'json_regex_key'],
  compile({ jsonPath, embeddedJson, jsonRegexKey }) {
    if (jsonPath !== undefined) return recordsAt(jsonPath, embeddedJson);
    if (jsonRegexKey !== undefined) return (content, mode) => [fromTextField(content, jsonRegexKey, mode)];
    return (content) => [parsed(content)];
  },
});

const parsed = (record: JsonValue): Candidate => ({ outcome: 'parsed', record });
const rejected = (raw: JsonValue, reason: string): Candidate => ({
  outcome: 'rejected',
  reason,
  raw,
});

function recordsAt(jsonPath: string, embedded: boolean): ParsePayload {
  const select = compileJsonPath(jsonPath);
  const candidateOf = embedded ? decoded : parsed;
  return (content, mode) => {
    const selected = select(content);
    if (isEmpty(selected)) return [rejected(content, `nothing at ${jsonPath}`)];
    const values = Array.isArray(selected) ? selected : [selected];
    return values.map((value) => candidateOf(value, mode));
  };
}

const isEmpty = (value: JsonValue): boolean =>
  !value ||
  (Array.isArray(value) && value.length === 0) ||
  (isJsonObject(value) && Object.keys(value).length === 0);

function decoded(value: JsonValue, mode: NumberMode): Candidate {
  if (typeof value !== 'string') return rejected(value, 'the embedded value is not text');
  const record = mayBeContainer(value) ? decode(value, mode) : undefined;
  if (record === undefined) return rejected(value, 'the embedded text is not a JSON object');
  return isJsonObject(record)
    ? parsed(record)
    : rejected(record, 'the embedded text is not an object');
}

function decode(text: string, mode: NumberMode): JsonValue | undefined {
  try {
    if (mode === 'fast') return JSON.parse(text) as JsonValue;
    return mode === 'exact' ? parseJson(text) : parseSpelledJson(text);
  } catch {
    return undefined;
  }
}

function fromTextField(content: JsonValue, key: string, mode: NumberMode): Candidate {
  const text = isJsonObject(content) && Object.hasOwn(content, key) ? content[key] : undefined;
  if (typeof text !== 'string' || text === '') return rejected(content, `no text in "${key}"`);
  const found = findJson(text);
  if (found === undefined) return rejected(content, `no JSON in the text of "${key}"`);
  const record = decode(found, mode);
  if (record === undefined) return rejected(content, `the JSON in "${key}" is damaged`);
  return isJsonObject(record)
    ? parsed(record)
    : rejected(content, `the JSON in "${key}" is not an object`);
}

/**
 * The leftmost stretch within one line that begins with `{` and ends with `}` (or `[` and `]`), as long as it can
 * be, with a `:` or `,` between other characters inside (configuration.md 10.6).
 */
function findJson(text: string): string | undefined {
  for (const line of text.split(/[\n\r\u2028\u2029]/)) {
    for (let start = 0; start < line.length; start++) {
      const closing = line[start] === '{' ? '}' : line[start] === '[' ? ']' : undefined;
      if (closing === undefined) continue;
      const end = line.lastIndexOf(closing);
      const inside = line.slice(start + 2, Math.max(end - 1, 0));
      if (end > start && /[:,]/.test(inside)) return line.slice(start, end + 1);
    }
  }
  return undefined;
}
