import { type JsonEntry, type JsonNode, plainValue, type Position } from '../json-tree.ts';

/** All files of a configuration directory by their name relative to it, with slashes; what is no JSON is not in it. */
export type ConfigTree = ReadonlyMap<string, JsonNode>;

export type MapNode = Extract<JsonNode, { kind: 'map' }>;

/** The place of what no file says. */
export const nowhere: Position = { line: 1, column: 1 };

export const emptyMap = (position = nowhere): MapNode => ({
  kind: 'map',
  position,
  entries: new Map(),
});

export function mapNode(
  entries: Iterable<readonly [key: string, value: JsonNode]>,
  position = nowhere,
): MapNode {
  const made = [...entries].map(([key, value]) => [key, entry(key, value)] as const);
  return { kind: 'map', position, entries: new Map(made) };
}

const entry = (key: string, value: JsonNode): JsonEntry => ({
  key,
  keyPosition: value.position,
  value,
});

export const textNode = (value: string, position = nowhere): JsonNode => ({
  kind: 'text',
  position,
  value,
});

export const listNode = (items: readonly JsonNode[], position = nowhere): JsonNode => ({
  kind: 'list',
  position,
  items,
});

/** A value of our own as a node; whole maps of settings are written as JavaScript data. */
export function nodeOf(value: unknown, position = nowhere): JsonNode {
  if (value === null) return { kind: 'null', position, value };
  if (typeof value === 'string') return textNode(value, position);
  if (typeof value === 'number' || typeof value === 'bigint')
    return { kind: 'number', position, value };
  if (typeof value === 'boolean') return { kind: 'boolean', position, value };
  if (Array.isArray(value)) {
    return listNode(
      value.map((item) => nodeOf(item, position)),
      position,
    );
  }
  return mapNode(
    Object.entries(Object(value)).map(([key, inner]) => [key, nodeOf(inner, position)] as const),
    position,
  );
}

/** The value at a path; explicit nulls too. */
export function nodeAt(root: JsonNode | undefined, path: readonly string[]): JsonNode | undefined {
  let node = root;
  for (const key of path) node = entryOf(node, key)?.value;
  return node;
}

export const entryOf = (node: JsonNode | undefined, key: string): JsonEntry | undefined =>
  node?.kind === 'map' ? node.entries.get(key) : undefined;

export const entriesIn = (
  node: JsonNode | undefined,
): readonly (readonly [key: string, value: JsonNode])[] =>
  node?.kind === 'map' ? [...node.entries.values()].map(({ key, value }) => [key, value]) : [];

/** The texts of a list. */
export const textsIn = (node: JsonNode | undefined): readonly string[] =>
  node?.kind === 'list'
    ? node.items.flatMap((item) => (item.kind === 'text' ? [item.value] : []))
    : [];

export const textIn = (node: JsonNode | undefined): string | undefined =>
  node?.kind === 'text' ? node.value : undefined;

/** A number, also when it is written as text. */
export function numberIn(node: JsonNode | undefined): number | undefined {
  if (node?.kind === 'number') return Number(node.value);
  return node?.kind === 'text' && /^\s*-?\d+\s*$/.test(node.value) ? Number(node.value) : undefined;
}

/** A switch, also when it is written as text; undefined when it is neither true nor false. */
export function flagIn(node: JsonNode | undefined): boolean | undefined {
  if (node?.kind === 'boolean') return node.value;
  if (node?.kind !== 'text' || !/^(?:true|false)$/i.test(node.value)) return undefined;
  return node.value.toLowerCase() === 'true';
}

/** Whether nothing is said: an empty map or list, or null. */
export const isEmptyNode = (node: JsonNode | undefined): boolean =>
  node?.kind === 'null' ||
  (node?.kind === 'map' && node.entries.size === 0) ||
  (node?.kind === 'list' && node.items.length === 0);

export const sameValue = (a: JsonNode, b: JsonNode): boolean => formatJson(a) === formatJson(b);

/** The same value as if it stood at one place: positions of another file would mislead. */
export function relocated(node: JsonNode, position: Position): JsonNode {
  if (node.kind === 'list') {
    return { ...node, position, items: node.items.map((item) => relocated(item, position)) };
  }
  if (node.kind !== 'map') return { ...node, position };
  return mapNode(
    entriesIn(node).map(([key, value]) => [key, relocated(value, position)] as const),
    position,
  );
}

/** JSON as the original wrote it: two blanks, order kept. A number keeps all its digits. */
export function formatJson(node: JsonNode, indent = ''): string {
  const deeper = `${indent}  `;
  if (node.kind === 'list') {
    const items = node.items.map((item) => `${deeper}${formatJson(item, deeper)}`);
    return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (node.kind === 'map') {
    const lines = entriesIn(node).map(
      ([key, value]) => `${deeper}${JSON.stringify(key)}: ${formatJson(value, deeper)}`,
    );
    return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
  }
  return node.kind === 'number' ? String(node.value) : JSON.stringify(node.value);
}

/** On one line, for messages. */
export const compactJson = (node: JsonNode): string =>
  JSON.stringify(plainValue(node), (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
