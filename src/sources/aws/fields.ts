import { stringifyJson } from '../../domain/exact-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';

/** Events come from outside: every field is looked at before it is believed, and only an object's own fields count. */
export const fieldOf = (value: unknown, key: string): unknown =>
  isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** The field when it is a text that is not empty. */
export function textField(value: unknown, key: string): string | undefined {
  const field = fieldOf(value, key);
  return typeof field === 'string' && field !== '' ? field : undefined;
}

/** The field as a finite number, also where it is spelled as text, as attributes of SQS are. */
export function numberField(value: unknown, key: string): number | undefined {
  const field = fieldOf(value, key);
  const number =
    typeof field === 'string' && field.trim() !== '' ? Number(field) : (field as number);
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

export function objectField(value: unknown, key: string): JsonObject | undefined {
  const field = fieldOf(value, key);
  return isJsonObject(field) ? field : undefined;
}

export function listField(value: unknown, key: string): readonly JsonValue[] | undefined {
  const field = fieldOf(value, key);
  return Array.isArray(field) ? field : undefined;
}

/** Milliseconds since 1970 UTC of an ISO 8601 time. */
export function instantField(value: unknown, key: string): number | undefined {
  const instant = Date.parse(textField(value, key) ?? '');
  return Number.isNaN(instant) ? undefined : instant;
}

/** `arn:aws:kinesis:…:stream/name` → `name` */
export const afterLast = (text: string, separator: string): string =>
  text.slice(text.lastIndexOf(separator) + 1);

/** Longer ones are cut: a failure shows what was found, the event itself is kept by whoever sent it. */
const rawCharactersMax = 64 * 1024;

/** Anything as text. What is nested too deeply to be written is said to be so. */
export function wholeText(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return stringifyJson(value);
  } catch {
    // Nested beyond what the engine can walk.
    return '(nested too deeply to be written)';
  }
}

/** As `wholeText`, as much as quarantine shows. */
export const rawOf = (value: unknown): string => wholeText(value).slice(0, rawCharactersMax);
