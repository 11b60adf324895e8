import { isJsonObject, type JsonValue } from '../domain/json.ts';
import { valuesForNormalizedType as valuesOf } from '../domain/normalized-values.ts';
import type { NormalizedTypeOf } from '../domain/record-of.ts';

/**
 * All values of a normalised type in a record, each once; none when it has none. Scalars are equal by kind and
 * value, lists and maps by their JSON text. A type that no schema gives such a record does not compile.
 */
export const valuesForNormalizedType = <Seen>(
  record: Seen,
  type: NormalizedTypeOf<Seen>,
): JsonValue[] => (isJsonObject(record) ? valuesOf(record, type) : []);
