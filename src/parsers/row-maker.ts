import type { JsonObject } from '../domain/json.ts';
import type { Field } from '../domain/log-type.ts';

/**
 * Makes a record out of columns. The code is written once for each schema: a literal with fixed keys is several
 * times as fast as setting one key after the other, and makes `__proto__` an ordinary key.
 */
export function rowMaker(fields: readonly Field[]): (columns: readonly string[]) => JsonObject {
  const entries = fields.map(({ name }, index) => {
    const key = name === '__proto__' ? '["__proto__"]' : JSON.stringify(name);
    return `${key}: columns[${index}]`;
  });
  return new Function('columns', `return {${entries.join(', ')}};`) as (
    columns: readonly string[],
  ) => JsonObject;
}
