import type { Field, LogType } from '../../domain/log-type.ts';
import { rootKeyOf } from '../../parsers/json-path.ts';

/** What a schema demands of the keys at the root of a document. */
export interface RootKeys {
  readonly required: ReadonlySet<string>;
  /** All that the document may have; undefined when it may have any others as well. */
  readonly known: ReadonlySet<string> | undefined;
}

/** Of a schema that reads documents. It leaves out no document that fits. */
export function rootKeysOf(logType: LogType): RootKeys {
  const { fields, optionalKeys, envelope, optionalEnvelopeKeys, jsonPath, jsonRegexKey } = logType;
  const required = new Set(requiredNames(envelope, optionalEnvelopeKeys));
  if (jsonPath !== undefined) {
    const key = rootKeyOf(jsonPath);
    if (key !== undefined) required.add(key);
    return { required, known: undefined };
  }
  if (jsonRegexKey !== undefined) return { required: required.add(jsonRegexKey), known: undefined };
  for (const name of requiredNames(fields, optionalKeys)) required.add(name);
  const takesOthers = fields.length === 0 || logType.unknownKeys !== 'reject';
  return { required, known: takesOthers ? undefined : new Set(fields.map(({ name }) => name)) };
}

const requiredNames = (fields: readonly Field[], optional: ReadonlySet<string>): string[] =>
  fields.map(({ name }) => name).filter((name) => !optional.has(name));

/** Whether a schema may read a document that is a list or a single value, or text that is no document. */
export const readsWithoutKeys = (logType: LogType): boolean => {
  if (logType.envelope.length > 0) return false;
  if (logType.jsonPath !== undefined) return rootKeyOf(logType.jsonPath) === undefined;
  return logType.jsonRegexKey === undefined && logType.fields.length === 0;
};
