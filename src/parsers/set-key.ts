import type { JsonObject, JsonValue } from '../domain/json.ts';

/** Sets a key that came from outside; assigned, `__proto__` would set the prototype. */
export function setKey(record: JsonObject, key: string, value: JsonValue): void {
  if (key === '__proto__') {
    const ordinary = { enumerable: true, configurable: true, writable: true };
    Object.defineProperty(record, key, { value, ...ordinary });
  } else record[key] = value;
}
