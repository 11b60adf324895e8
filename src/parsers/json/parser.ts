import { z } from 'zod';
import { isFalsy } from '../../domain/falsy.ts';
import { isJsonObject, type JsonValue } from '../../domain/json.ts';
import { compileJsonPath } from '../json-path.ts';
import {
  type Candidate,
  type DecodeJson,
  defineParser,
  type ParsePayload,
  Rejected,
} from '../parser.ts';
import { findJson } from './find-json.ts';

/** Reads JSON documents: the document itself, records inside it, or JSON text inside one of its fields. */
export const jsonParser = defineParser({
  type: 'json',
  summary: 'JSON documents, records at a path inside them, or JSON text inside a field',
  options: z.object({}),
  takes: ['json_path', 'embedded_json', 'json_regex_key'],
  compile({ jsonPath, embeddedJson, jsonRegexKey }) {
    if (jsonPath !== undefined) return recordsAt(jsonPath, embeddedJson);
    if (jsonRegexKey !== undefined)
      return (content, decode) => [inText(content, jsonRegexKey, decode)];
    return (content) => [content];
  },
});

function recordsAt(jsonPath: string, embedded: boolean): ParsePayload {
  const select = compileJsonPath(jsonPath);
  return (content, decode) => {
    const selected = select(content);
    if (isFalsy(selected)) return [new Rejected(`nothing at ${jsonPath}`, content)];
    const values: readonly JsonValue[] = Array.isArray(selected) ? selected : [selected];
    return embedded ? values.map((value) => decoded(value, decode)) : values;
  };
}

function decoded(value: JsonValue, decode: DecodeJson): Candidate {
  if (typeof value !== 'string') return new Rejected('the embedded value is not text', value);
  const record = mayBeJson.test(value) ? decode(value) : undefined;
  if (record === undefined) return new Rejected('the embedded text is not JSON', value);
  return isJsonObject(record) ? record : new Rejected('the embedded JSON is not an object', record);
}

/** An attempt that fails costs many times as much as asking first; plain lines of text are met often. */
const mayBeJson =
  /^\s*(?:[{["]|(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity)\s*$)/;

function inText(content: JsonValue, key: string, decode: DecodeJson): Candidate {
  const text = isJsonObject(content) && Object.hasOwn(content, key) ? content[key] : undefined;
  if (typeof text !== 'string' || text === '') return new Rejected(`no text in "${key}"`, content);
  const found = findJson(text);
  if (found === undefined) return new Rejected(`no JSON in the text of "${key}"`, content);
  const record = decode(found);
  if (record === undefined) return new Rejected(`the JSON in "${key}" is damaged`, content);
  return isJsonObject(record)
    ? record
    : new Rejected(`the JSON in "${key}" is not an object`, content);
}
