import { compileGlob } from '../../domain/glob.ts';
import { isJsonObject, type JsonValue } from '../../domain/json.ts';
import {
  envelopeKey,
  type Field,
  type FieldType,
  type LogPatterns,
} from '../../domain/log-type.ts';
import { floatForm, textForm } from '../../domain/text-form.ts';

/** Whether a converted value fits; undefined stands for a field that is absent, which never does. */
export type TestValue = (value: JsonValue | undefined) => boolean;

export interface FieldPattern {
  /** A field of the record, or `streamalert:envelope_keys`. */
  readonly key: string;
  readonly test: TestValue;
}

/** Compiles `log_patterns` (configuration.md 10.8): all of them must fit. */
export function compileLogPatterns(
  patterns: LogPatterns,
  fields: readonly Field[],
  envelope: readonly Field[] = [],
): readonly FieldPattern[] {
  return [...patterns].map(([key, value]) => {
    const type: FieldType | undefined =
      key === envelopeKey
        ? { kind: 'map', fields: envelope }
        : fields.find(({ name }) => name === key)?.type;
    return {
      key,
      test: value instanceof Map ? inside(value, type) : oneOf(value as string[], type),
    };
  });
}

function inside(patterns: LogPatterns, type: FieldType | undefined): TestValue {
  const tests = compileLogPatterns(patterns, type?.kind === 'map' ? type.fields : []);
  return (value) =>
    isJsonObject(value) &&
    tests.every(({ key, test }) => test(Object.hasOwn(value, key) ? value[key] : undefined));
}

function oneOf(globs: readonly string[], type: FieldType | undefined): TestValue {
  const tests = globs.map(compileGlob);
  // A whole number in a float field has been converted to a float, and is compared as one.
  const formOf = type?.kind === 'float' ? floatForm : textForm;
  return (value) => {
    if (value === undefined || typeof value === 'object') return false;
    const text = typeof value === 'string' ? value : formOf(value);
    for (const matches of tests) if (matches(text)) return true;
    return false;
  };
}
