import { SpelledNumber, stringifyJson } from './exact-json.ts';
import type { JsonValue } from './json.ts';

/**
 * The `string` form of any value (configuration.md 10.7): `True`, `1.0`, `1e-05`, lists and maps as JSON text with
 * blanks after `,` and `:`. Rules and patterns of existing deployments compare with these forms.
 */
export function textForm(value: JsonValue | SpelledNumber | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'bigint') return String(value);
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value === null || value === undefined) return 'None';
  if (value instanceof SpelledNumber) return floatText(Number(value.text));
  return spacedJson(value);
}

/** The `string` form of a value that was declared `float`: whole numbers, too, are written as floats (`5.0`). */
export const floatForm = (value: JsonValue | undefined): string =>
  typeof value === 'number' ? floatText(value) : textForm(value);

const numberText = (value: number): string =>
  Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : floatText(value);

/** Shortest round-trip decimal, with `.0` when integral; exponents below 1e-4 and from 1e16. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    const sign = exponent.startsWith('-') ? '-' : '+';
    return `${digits}e${sign}${exponent.slice(1).padStart(2, '0')}`;
  }
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** JSON text with a blank after each `,` and `:` that stands between values. */
function spacedJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(', ')}]`;
  if (value instanceof SpelledNumber) return floatText(Number(value.text));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}: ${spacedJson(item)}`).join(', ')}}`;
  }
  // JSON has words of its own for what is not finite.
  if (typeof value === 'number' && Number.isFinite(value)) return numberText(value);
  return stringifyJson(value);
}
