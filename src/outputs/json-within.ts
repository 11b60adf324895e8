import type { Alert } from '../domain/alert.ts';
import { stringifyJson } from '../domain/exact-json.ts';
import { isJsonObject, type JsonValue } from '../domain/json.ts';
import { fittingMap } from './fitting.ts';

interface JsonForm {
  readonly indent?: number;
  readonly sorted?: boolean;
  readonly ascii?: boolean;
}

/** Indented text is longer than what is measured when a map is shortened, by as much as it is nested. */
const shares = [1, 0.5, 0.2, 0.05];

/** JSON in no more bytes than a destination takes; what is left out is pointed at. */
export function jsonWithin(
  value: JsonValue,
  bytesMax: number,
  alert: Pick<Alert, 'id'>,
  form: JsonForm = {},
): string {
  const textOf = (json: JsonValue) => stringifyJson(json, { ...form, strict: true });
  let text = textOf(value);
  for (const share of shares) {
    if (Buffer.byteLength(text) <= bytesMax) break;
    const map = isJsonObject(value) ? value : { value };
    text = textOf(fittingMap(map, Math.floor(bytesMax * share), alert));
  }
  return text;
}
