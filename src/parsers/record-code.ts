import type { JsonObject, JsonValue } from '../domain/json.ts';
import type { Field } from '../domain/log-type.ts';

/**
 * Source code of an object literal with these keys: written once for each schema it is several times as fast as setting
 * one key after the other, and gives all records of a log type one shape. Names enter code only as JSON texts.
 */
export function recordCode(names: readonly string[], valueCode: (index: number) => string): string {
  return `{${names.map((name, index) => `${keyCode(name)}: ${valueCode(index)}`).join(', ')}}`;
}

/** Written plainly, this one key would set the prototype. */
const keyCode = (name: string): string =>
  name === '__proto__' ? '["__proto__"]' : JSON.stringify(name);

/** The key of a value beyond the fields of the schema, 0-based. */
export const extraName = (index: number): string => `column_${index + 1}`;

/** Puts the names of fields to as many values, which stand in their order. */
export function rowNamer(fields: readonly Field[]): (values: readonly JsonValue[]) => JsonObject {
  const names = fields.map(({ name }) => name);
  const code = `return ${recordCode(names, (index) => `values[${index}]`)};`;
  return new Function('values', code) as (values: readonly JsonValue[]) => JsonObject;
}
