import { valuesForNormalizedType as valuesOf } from '../domain/normalized-values.ts';
import { isJsonObject, type JsonValue } from '../domain/json.ts';

/**
 * All values of a normalised type in a record, each once; none when it has none. Scalars are equal by kind and
 * value, lists and maps by their JSON text.
 */
export const valuesForNormalizedType = (record: unknown, type: string): JsonValue[] =>
  isJsonObject(record) ? valuesOf(record, type) : [];
