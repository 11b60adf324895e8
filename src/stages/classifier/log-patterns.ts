import { isJsonObject, type JsonValue } from '../../domain/json.ts';
import { envelopeKey, type LogPatterns } from '../../domain/log-type.ts';
import { textForm } from '../../domain/text-form.ts';
import { compileGlob, type MatchText } from './glob.ts';

/** The first field whose value fits none of its patterns; undefined when all fit. */
export type FindMismatch = (
  record: JsonValue,
  envelope: JsonValue | undefined,
) => string | undefined;

/** Compiles `log_patterns` (configuration.md 10.8): every field must fit one of its patterns. */
export function compileLogPatterns(patterns: LogPatterns): FindMismatch {
  const tests = [...patterns].map(([key, value]) => {
    const test = value instanceof Map ? nested(value) : leaf(value as readonly string[]);
    return { key, test };
  });
  return (record, envelope) => {
    for (const { key, test } of tests) {
      const value = key === envelopeKey ? envelope : fieldOf(record, key);
      if (!test(value)) return key;
    }
    return undefined;
  };
}

const fieldOf = (record: JsonValue, key: string): JsonValue | undefined =>
  isJsonObject(record) && Object.hasOwn(record, key) ? record[key] : undefined;

type TestValue = (value: JsonValue | undefined) => boolean;

function nested(patterns: LogPatterns): TestValue {
  const mismatch = compileLogPatterns(patterns);
  return (value) => isJsonObject(value) && mismatch(value, undefined) === undefined;
}

function leaf(globs: readonly string[]): TestValue {
  const tests: readonly MatchText[] = globs.map(compileGlob);
  return (value) => {
    const isScalar = value !== null && value !== undefined && typeof value !== 'object';
    if (!isScalar) return false;
    const text = textForm(value);
    return tests.some((matches) => matches(text));
  };
}
