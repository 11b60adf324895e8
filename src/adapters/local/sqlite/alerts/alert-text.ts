import type { Alert } from '../../../../domain/alert.ts';
import { parseJson, stringifyJson } from '../../../../domain/exact-json.ts';
import { isJsonObject } from '../../../../domain/json.ts';
import { damagedState } from '../state-error.ts';

/** An alert as it is kept: JSON text in which integers of any size keep their digits. */
export const alertToText = (alert: Alert): string => stringifyJson(alert);

export function alertFromText(text: string): Alert {
  const value = parseJson(text);
  if (!isJsonObject(value) || typeof value['id'] !== 'string' || !isJsonObject(value['record'])) {
    throw damagedState('a stored alert cannot be read');
  }
  return value as unknown as Alert;
}
