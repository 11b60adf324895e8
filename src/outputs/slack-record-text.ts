import type { JsonObject, JsonValue } from '../domain/json.ts';
import { textForm } from '../domain/text-form.ts';

/** A value as lines for a person: `*key:* value`, what is inside a map or list one tab further in. */
export const recordText = (value: JsonValue): string => linesOf(value, '').join('\n');

function linesOf(value: JsonValue, indent: string): readonly string[] {
  if (!isContainer(value)) return [indent + inline(value)];
  return labelled(value).flatMap(([label, item]) =>
    isContainer(item) && Object.keys(item).length > 0
      ? [`${indent}*${label}*`, ...linesOf(item, `${indent}\t`)]
      : [`${indent}*${label}* ${inline(item)}`],
  );
}

const isContainer = (value: JsonValue): value is JsonObject | JsonValue[] =>
  typeof value === 'object' && value !== null;

function labelled(container: JsonObject | JsonValue[]): readonly (readonly [string, JsonValue])[] {
  if (Array.isArray(container)) return container.map((item, index) => [`[${index + 1}]`, item]);
  return Object.entries(container)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [`${key}:`, item]);
}

/** Texts as they are, `True`, `None`, `{}`. */
const inline = (value: JsonValue): string => textForm(value);
