import type { JsonNode } from '../json-tree.ts';
import { emptyMap, type MapNode } from './tree.ts';

/** Maps on the way are made; undefined when something else stands there. */
export function withValue(
  node: JsonNode | undefined,
  [key, ...rest]: readonly string[],
  value: JsonNode,
): JsonNode | undefined {
  if (key === undefined) return value;
  const map = node === undefined || node.kind === 'null' ? emptyMap(node?.position) : node;
  if (map.kind !== 'map') return undefined;
  const former = map.entries.get(key);
  const inner = withValue(former?.value, rest, value);
  if (inner === undefined) return undefined;
  const entry = { key, keyPosition: former?.keyPosition ?? map.position, value: inner };
  return { ...map, entries: new Map(map.entries).set(key, entry) };
}

export function withoutKey(node: JsonNode, [key, ...rest]: readonly string[]): JsonNode {
  if (node.kind !== 'map' || key === undefined) return node;
  const entry = node.entries.get(key);
  if (entry === undefined) return node;
  const entries = new Map(node.entries);
  if (rest.length === 0) entries.delete(key);
  else entries.set(key, { ...entry, value: withoutKey(entry.value, rest) });
  return { ...node, entries };
}

/** The key keeps its place among the others. One that has the new name already goes. */
export function withKeyRenamed(node: MapNode, former: string, key: string): JsonNode {
  const entries = [...node.entries.values()]
    .filter((entry) => entry.key !== key)
    .map((entry) => (entry.key === former ? { ...entry, key } : entry));
  return { ...node, entries: new Map(entries.map((entry) => [entry.key, entry])) };
}
