import { compileGlob } from '../domain/glob.ts';
import type { JsonObject, JsonValue } from '../domain/json.ts';
import type { Field, FieldType, LogPatterns, LogType } from '../domain/log-type.ts';

/**
 * A whole record for an event that gives only some fields: the rest are defaults by type, at every depth, and
 * texts that the log type's patterns accept where they are literal. Keys of the override replace whole fields.
 */
export function filledRecord(override: JsonObject, logType: LogType): JsonObject {
  const fields = logType.envelope.length > 0 ? logType.envelope : logType.fields;
  const defaults = withPatterns(defaultsOf(fields), logType.logPatterns);
  // Entries, so that a field named `__proto__` is a field.
  return Object.fromEntries([...Object.entries(defaults), ...Object.entries(override)]);
}

const defaultsOf = (fields: readonly Field[]): JsonObject =>
  Object.fromEntries(fields.map(({ name, type }) => [name, defaultOf(type)]));

function defaultOf(type: FieldType): JsonValue {
  switch (type.kind) {
    case 'string':
      return '';
    case 'integer':
    case 'float':
      return 0;
    case 'boolean':
      return false;
    case 'list':
      return [];
    case 'map':
      return defaultsOf(type.fields);
    case 'any':
    case 'unsupported':
      return {};
  }
}

function withPatterns(record: JsonObject, patterns: LogPatterns | undefined): JsonObject {
  if (!patterns) return record;
  const entries = Object.entries(record).map(([key, value]): [string, JsonValue] => [
    key,
    satisfying(value, patterns.get(key)),
  ]);
  const missing = [...patterns]
    .filter(([key]) => !Object.hasOwn(record, key))
    .map(([key, pattern]): [string, JsonValue] => [key, satisfying('', pattern)]);
  return Object.fromEntries([...entries, ...missing]);
}

function satisfying(
  value: JsonValue,
  pattern: readonly string[] | LogPatterns | undefined,
): JsonValue {
  if (pattern === undefined) return value;
  if (pattern instanceof Map) {
    const inner = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
    return withPatterns(inner, pattern);
  }
  const globs = isList(pattern) ? pattern : [];
  const [first] = globs;
  if (first === undefined || typeof value === 'object') return value;
  const candidates = [value, ...globs.filter(isLiteral), ...globs.map(literalOf)].map(String);
  return candidates.find((text) => globs.some((glob) => compileGlob(glob)(text))) ?? first;
}

const isLiteral = (glob: string): boolean => !/[*?[\]]/.test(glob);

/** `*` stands for any text, also for none, and a class for its first member. */
const literalOf = (glob: string): string =>
  glob
    .replaceAll('*', '')
    .replaceAll('?', '_')
    .replaceAll(/\[([^!\]])[^\]]*\]/g, '$1')
    .replaceAll(/\[![^\]]+\]/g, '_');

const isList = (pattern: readonly string[] | LogPatterns): pattern is readonly string[] =>
  Array.isArray(pattern);
