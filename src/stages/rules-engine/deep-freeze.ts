import type { JsonValue } from '../../domain/json.ts';

/**
 * Makes a record unchangeable, all the way down. Two loops and no spread of keys: this runs for every record
 * that meets a rule with code, and is most of what such a record costs.
 */
export function deepFreeze(value: JsonValue[] | { [key: string]: JsonValue }): void {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const item = value[index];
      if (typeof item === 'object' && item !== null) deepFreeze(item);
    }
  } else {
    for (const key in value) {
      const item = value[key];
      if (typeof item === 'object' && item !== null) deepFreeze(item);
    }
  }
  Object.freeze(value);
}
