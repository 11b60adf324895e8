import type { JsonValue } from './json.ts';

/**
 * Whether a value counts as empty wherever the specification says falsy: `null`, `""`, 0, `false`, `{}`, `[]`. Not a
 * number is not empty.
 */
export function isFalsy(value: JsonValue | undefined): boolean {
  if (typeof value !== 'object' || value === null) return !value && !Number.isNaN(value);
  if (Array.isArray(value)) return value.length === 0;
  for (const _key in value) return false;
  return true;
}
