import type { Alert } from '../../../domain/alert.ts';
import { parseJson, stringifyJson } from '../../../domain/exact-json.ts';
import { isJsonObject, type JsonValue } from '../../../domain/json.ts';
import { damagedState } from './state-error.ts';

/** An alert as it is kept: JSON text in which integers of any size keep their digits. */
export const alertToText = (alert: Alert): string =>
  // An alert is plain JSON data; only its read-only lists keep the compiler from seeing that.
  stringifyJson(alert as unknown as JsonValue);

export function alertFromText(text: string): Alert {
  const value = parseJson(text);
  if (!isJsonObject(value) || typeof value['id'] !== 'string' || !isJsonObject(value['record'])) {
    throw damagedState('a stored alert cannot be read');
  }
  return value as unknown as Alert;
}
