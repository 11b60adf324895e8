const textCharactersMax = 60;
const entriesMax = 4;

/** A value as a person reads it in one line; what is long is cut. */
export function showValue(value: unknown, depth = 0): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return showText(value);
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return showList(value, depth);
  if (typeof value === 'object' && value !== null) return showMap(value, depth);
  return typeof value === 'symbol' ? value.toString() : `${value as number | boolean | null}`;
}

function showText(text: string): string {
  const cut = text.length > textCharactersMax;
  return `${JSON.stringify(cut ? text.slice(0, textCharactersMax) : text)}${cut ? '…' : ''}`;
}

function showList(list: readonly unknown[], depth: number): string {
  if (list.length === 0) return '[]';
  if (depth > 0) return `[ ${list.length} items ]`;
  const shown = list.slice(0, entriesMax).map((item) => showValue(item, depth + 1));
  return `[ ${[...shown, ...more(list.length)].join(', ')} ]`;
}

function showMap(map: object, depth: number): string {
  const entries = Object.entries(map);
  if (entries.length === 0) return '{}';
  if (depth > 0) return '{…}';
  const shown = entries
    .slice(0, entriesMax)
    .map(([key, inner]) => `${key}: ${showValue(inner, depth + 1)}`);
  return `{ ${[...shown, ...more(entries.length)].join(', ')} }`;
}

const more = (count: number): readonly string[] =>
  count > entriesMax ? [`${count - entriesMax} more`] : [];
