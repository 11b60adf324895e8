import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.ts';

const secondsBefore = 60;

/** What stands for `<helper:NAME>` in the texts of an event. */
const helpers: Readonly<Record<string, (now: number) => string>> = {
  last_hour: (now) => String(Math.floor(now / 1000) - secondsBefore),
};

const placeholder = /<helper:([^>]*)>/g;

export type Filled =
  | { readonly outcome: 'filled'; readonly event: JsonObject }
  | { readonly outcome: 'unknown helper'; readonly name: string };

/** Replaces the placeholders in all texts of an event, at any depth. */
export function fillPlaceholders(event: JsonObject, now: number): Filled {
  let unknown: string | undefined;
  const fillText = (text: string): string =>
    text.replace(placeholder, (whole, name: string) => {
      const helper = Object.hasOwn(helpers, name) ? helpers[name] : undefined;
      if (helper) return helper(now);
      unknown ??= name;
      return whole;
    });
  const fill = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') return fillText(value);
    if (Array.isArray(value)) return value.map(fill);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]));
  };

  const filled = Object.fromEntries(
    Object.entries(event).map(([key, value]) => [key, fill(value)]),
  );
  return unknown === undefined
    ? { outcome: 'filled', event: filled }
    : { outcome: 'unknown helper', name: unknown };
}

export const helperNames = Object.keys(helpers);
