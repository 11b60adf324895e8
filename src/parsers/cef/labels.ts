import { isJsonObject, type JsonValue } from '../../domain/json.ts';
import { setKey } from '../set-key.ts';

const ending = 'Label';

/**
 * Gives values with a label the label as their key: `cs1=eu cs1Label=Region` becomes `Region=eu`. Where something else has
 * that name already, value and label stay as they are.
 */
export function renameLabelled(record: JsonValue | undefined, reserved: readonly string[]): void {
  if (!isJsonObject(record)) return;
  for (const labelKey of Object.keys(record)) {
    if (!labelKey.endsWith(ending)) continue;
    const key = labelKey.slice(0, -ending.length);
    const label = record[labelKey];
    if (typeof label !== 'string' || label === '' || !Object.hasOwn(record, key)) continue;
    if (Object.hasOwn(record, label) || reserved.includes(label)) continue;
    const value = record[key] ?? '';
    delete record[key];
    delete record[labelKey];
    setKey(record, label, value);
  }
}
