import { type AlertContent, getKeys, type JsonObject, type JsonValue } from 'streamalert';
import { isMap } from './is-map.ts';

/** More than somebody reads in the first minute. */
const fieldsMax = 10;
const valueLengthMax = 300;

/**
 * The few fields that tell what an alert is about, as texts: those that the rule names in `context.key_fields`, wherever
 * in the record they are; else what its alerts are merged by, and the plain values at the top of the record.
 */
export function keyFields({
  context,
  record,
  mergeBy,
}: Pick<AlertContent, 'context' | 'record' | 'mergeBy'>): Readonly<Record<string, string>> {
  const named = textsIn(context['key_fields']);
  const names = named.length > 0 ? named : [...(mergeBy?.keys ?? []), ...plainKeys(record)];
  const found = [...new Set(names)].map((name) => [name, valueText(record, name)] as const);
  return Object.fromEntries(found.filter(([, text]) => text !== '').slice(0, fieldsMax));
}

const textsIn = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

const plainKeys = (record: JsonObject): readonly string[] =>
  Object.entries(record).flatMap(([key, value]) => (isPlain(value) ? [key] : []));

const isPlain = (value: unknown): boolean => !isMap(value) && !Array.isArray(value);

/** All the values of a key, plain ones as they are read; nothing of a key that is nowhere. */
function valueText(record: JsonObject, key: string): string {
  const values = getKeys(record, key).filter((value) => value !== null && isPlain(value));
  const text = [...new Set(values.map(String))].filter((value) => value !== '').join(', ');
  return shortened(text, valueLengthMax);
}

/** A text that ends in `…` where it was longer. */
export const shortened = (text: string, lengthMax: number): string =>
  text.length > lengthMax ? `${text.slice(0, lengthMax - 1).toWellFormed()}…` : text;
