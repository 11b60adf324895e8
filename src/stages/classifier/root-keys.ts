import type { Field, LogType } from '../../domain/log-type.ts';
import { alternativeKeys, pathStart } from '../../parsers/json-path.ts';

/** What a schema demands of the keys at the root of a document. */
export interface RootKeys {
  readonly required: ReadonlySet<string>;
  /** All that the document may have; undefined when it may have any others as well. */
  readonly known: ReadonlySet<string> | undefined;
}

/** Of a schema that reads objects. It leaves out no document that fits. */
export function rootKeysOf(logType: LogType): RootKeys {
  const { fields, optionalKeys, envelope, optionalEnvelopeKeys, jsonPath, jsonRegexKey } = logType;
  const required = new Set(requiredNames(envelope, optionalEnvelopeKeys));
  if (jsonPath !== undefined) {
    const start = pathStart(jsonPath);
    if (typeof start === 'object') required.add(start.key);
    return { required, known: undefined };
  }
  if (jsonRegexKey !== undefined) return { required: required.add(jsonRegexKey), known: undefined };
  for (const name of requiredNames(fields, optionalKeys)) required.add(name);
  const takesOthers = fields.length === 0 || logType.unknownKeys !== 'reject';
  return { required, known: takesOthers ? undefined : new Set(fields.map(({ name }) => name)) };
}

const requiredNames = (fields: readonly Field[], optional: ReadonlySet<string>): string[] =>
  fields.map(({ name }) => name).filter((name) => !optional.has(name));

/** The kinds of JSON values that a schema may find records in. */
export interface Readable {
  readonly objects: boolean;
  readonly lists: boolean;
  /** Single values, among them text that is no JSON. */
  readonly scalars: boolean;
}

/** Of a schema that reads documents. */
export function readableBy({ envelope, jsonPath, jsonRegexKey, fields }: LogType): Readable {
  if (envelope.length > 0) return { objects: true, lists: false, scalars: false };
  if (jsonPath === undefined) {
    const takesAnything = jsonRegexKey === undefined && fields.length === 0;
    return { objects: true, lists: takesAnything, scalars: takesAnything };
  }
  if (alternativeKeys(jsonPath) !== undefined)
    return { objects: true, lists: false, scalars: false };
  const start = pathStart(jsonPath);
  const anything = start === 'any value';
  return { objects: start !== 'list', lists: start === 'list' || anything, scalars: anything };
}
