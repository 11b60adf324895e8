import type { JsonValue } from '../../domain/json.ts';
import { normalizationKey } from '../../domain/log-type.ts';
import type { LogRecord } from '../../domain/record.ts';

/**
 * A record as text that is the same for equal records whatever the order of their keys. Normalised values are
 * left out: they derive from the rest and carry a random id.
 */
export function canonicalRecord(record: LogRecord): string {
  return mapText(
    Object.keys(record).filter((key) => key !== normalizationKey),
    record,
  );
}

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
