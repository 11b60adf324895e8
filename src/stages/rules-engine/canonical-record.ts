import { indicatorDetailsKey, indicatorsKey } from '../../domain/indicator.ts';
import type { JsonValue } from '../../domain/json.ts';
import { normalizationKey } from '../../domain/log-type.ts';
import type { LogRecord } from '../../domain/record.ts';

/**
 * A record as text that is the same for equal records whatever the order of their keys. What the
 * product adds is left out: normalised values carry a random id, and indicators come and go.
 */
export function canonicalRecord(record: LogRecord): string {
  return mapText(
    Object.keys(record).filter((key) => !added.has(key)),
    record,
  );
}

const added: ReadonlySet<string> = new Set([normalizationKey, indicatorsKey, indicatorDetailsKey]);

function mapText(keys: readonly string[], map: { readonly [key: string]: JsonValue }): string {
  const fields = keys.toSorted().map((key) => `${JSON.stringify(key)}:${textOf(map[key] ?? null)}`);
  return `{${fields.join(',')}}`;
}

function textOf(value: JsonValue): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
  return mapText(Object.keys(value), value);
}
