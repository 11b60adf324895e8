import type { Finding, FindingLevel } from '../domain/finding.ts';
import { withoutCredentials } from './credentials.ts';
import type { JsonEntry, JsonNode, Position } from './json-tree.ts';
import { nearest } from './suggest.ts';

/** A place in a configuration file: checks walk with it and report where they stand. */
export interface Cursor {
  readonly node: JsonNode;
  /** Dotted path of keys from the top of the file. */
  readonly path: string;
  /** The file as the operator knows it. */
  readonly file: string;
  /** Where its own key stands; the value's position otherwise. */
  readonly keyPosition: Position;
  readonly findings: Finding[];
}

export const topOf = (node: JsonNode, file: string, findings: Finding[]): Cursor => ({
  node,
  path: '',
  file,
  keyPosition: node.position,
  findings,
});

/** The value below a key. An absent key and an explicit null are the same (configuration.md 1.2). */
export function child(cursor: Cursor | undefined, key: string): Cursor | undefined {
  const entry = cursor?.node.kind === 'map' ? cursor.node.entries.get(key) : undefined;
  if (cursor === undefined || entry === undefined || entry.value.kind === 'null') return undefined;
  return below(cursor, entry);
}

/** Whether the key is there, even as null: only for keys whose null has a meaning of its own. */
export const has = (cursor: Cursor | undefined, key: string): boolean =>
  cursor?.node.kind === 'map' && cursor.node.entries.has(key);

/** All entries of a map, in the order of the file; nulls too. Nothing for any other kind of value. */
export function entriesOf(
  cursor: Cursor | undefined,
): readonly (readonly [key: string, value: Cursor])[] {
  if (cursor?.node.kind !== 'map') return [];
  return [...cursor.node.entries.values()].map((entry) => [entry.key, below(cursor, entry)]);
}

/** All items of a list. Nothing for any other kind of value. */
export function itemsOf(cursor: Cursor | undefined): readonly Cursor[] {
  if (cursor?.node.kind !== 'list') return [];
  return cursor.node.items.map((node, index) => ({
    ...cursor,
    node,
    path: `${cursor.path}[${index}]`,
    keyPosition: node.position,
  }));
}

/** The texts of a list; what is not text is left to the check of its type. */
export const textsOf = (cursor: Cursor | undefined): readonly string[] =>
  itemsOf(cursor).flatMap(({ node }) => (node.kind === 'text' ? [node.value] : []));

export const textOf = (cursor: Cursor | undefined): string | undefined =>
  cursor?.node.kind === 'text' ? cursor.node.value : undefined;

/** A switch, also when it is written as text; undefined when it is absent or something else. */
export function switchOf(cursor: Cursor | undefined, key: string): boolean | undefined {
  const node = child(cursor, key)?.node;
  if (node?.kind === 'boolean') return node.value;
  if (node?.kind !== 'text' || !/^\s*(?:true|false)\s*$/i.test(node.value)) return undefined;
  return node.value.trim().toLowerCase() === 'true';
}

/** A number, also when it is written as text. */
export function numberOf(cursor: Cursor | undefined): number | undefined {
  const node = cursor?.node;
  if (node?.kind === 'number') return Number(node.value);
  return node?.kind === 'text' && /^\s*-?\d+\s*$/.test(node.value) ? Number(node.value) : undefined;
}

export function problem(
  cursor: Cursor,
  level: FindingLevel,
  message: string,
  suggestion?: string,
): void {
  reportAt(cursor, cursor.node.position, level, message, suggestion);
}

/** A problem of the key itself rather than of its value. */
export function keyProblem(
  cursor: Cursor,
  level: FindingLevel,
  message: string,
  suggestion?: string,
): void {
  reportAt(cursor, cursor.keyPosition, level, message, suggestion);
}

/** Says that a name is unknown, with the nearest known one or, where none is near, all of them. */
export function unknownName(
  cursor: Cursor,
  level: FindingLevel,
  what: string,
  name: string,
  known: readonly string[],
): void {
  // Comparing every name with very many others would take longer than reading them all.
  const suggestion = known.length <= 10_000 ? nearest(name, known) : undefined;
  const all = suggestion === undefined && known.length <= 16 ? `; known: ${known.join(', ')}` : '';
  keyProblem(cursor, level, `${JSON.stringify(name)} is no ${what}${all}`, suggestion);
}

function reportAt(
  { path, file, findings }: Cursor,
  { line, column }: Position,
  level: FindingLevel,
  message: string,
  suggestion?: string,
): void {
  // A key or value may be a credential that somebody pasted in the wrong place.
  findings.push({
    level,
    file,
    path: withoutCredentials(path),
    message: withoutCredentials(message),
    ...(suggestion !== undefined && { suggestion: withoutCredentials(suggestion) }),
    line,
    column,
  });
}

const below = (cursor: Cursor, { key, keyPosition, value }: JsonEntry): Cursor => ({
  ...cursor,
  node: value,
  path: pathText(cursor.path, key),
  keyPosition,
});

/** Keys are shown bare; one that could be misread, or could disturb a terminal, is shown as JSON. */
export function pathText(path: string, key: string): string {
  const isPlain = key.length > 0 && key.length <= 120 && /^[^\s"[\]\p{C}]+$/u.test(key);
  if (!isPlain) return `${path}[${JSON.stringify(key.slice(0, 120))}]`;
  return path === '' ? key : `${path}.${key}`;
}
