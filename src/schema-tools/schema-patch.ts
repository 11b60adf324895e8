import { applyEdits, modify, parse } from 'jsonc-parser';
import type { LogType } from '../domain/log-type.ts';
import type { DraftType } from './field-types.ts';
import type { SchemaDrift } from './schema-drift.ts';

/** One operation of a JSON Patch (RFC 6902). */
export interface PatchOperation {
  readonly op: 'add' | 'replace';
  /** JSON Pointer (RFC 6901) from the top of the schema file. */
  readonly path: string;
  readonly value: unknown;
}

export interface SchemaPatch {
  /** The schema file as it would be. */
  readonly text: string;
  readonly operations: readonly PatchOperation[];
  /** What the patch leaves to the operator, in words. */
  readonly left: readonly string[];
}

/** A change at a place of the file, in the form that both ways of writing it are made from. */
interface Change {
  readonly path: readonly string[];
  readonly value: unknown;
  /** Joins a list at its end. */
  readonly appends?: true;
}

/** A key in fewer of the records than this is not worth a field, where it passes anyway. */
const shareMin = 0.001;
/** So many new keys at once are data, not fields. */
const keysMax = 200;

/** What would make the schema fit all that was compared; the file itself is never written. */
export function schemaPatch(text: string, logType: LogType, drift: SchemaDrift): SchemaPatch {
  const left: string[] = [];
  const definition = asMap(asMap(parse(text))[logType.name]);
  const changes = changesFor(logType, drift, definition, left);
  const changed = changes.reduce(applied, text);
  const operations: PatchOperation[] = changes.map(({ path, value, appends }) => ({
    op: isThere(definition, path.slice(1)) && appends !== true ? 'replace' : 'add',
    path: [...path, ...(appends === true ? ['-'] : [])]
      .map((key) => `/${pointerKey(key)}`)
      .join(''),
    value,
  }));
  return { text: changed, operations, left };
}

type Map = Readonly<Record<string, unknown>>;

const asMap = (value: unknown): Map =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Map) : {};

const pointerKey = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

function isThere(definition: Map, path: readonly string[]): boolean {
  let here: unknown = definition;
  for (const key of path) {
    const map = asMap(here);
    if (!Object.hasOwn(map, key)) return false;
    here = map[key];
  }
  return true;
}

function changesFor(
  logType: LogType,
  drift: SchemaDrift,
  definition: Map,
  left: string[],
): readonly Change[] {
  const base = [logType.name];
  const added = keysToAdd(logType, drift, left);
  const nested = nestedMapsToOpen(logType, drift);
  const retyped = drift.typeChanges.filter(
    ({ path }) => path.length === 1 && !nested.has(path[0] ?? ''),
  );
  const optional = [
    ...added.map(({ path }) => path[0] ?? ''),
    ...drift.missing.filter(({ path }) => path.length === 1).map(({ path }) => path[0] ?? ''),
    ...drift.vanished
      .filter(({ path, required }) => path.length === 1 && required)
      .map(({ path }) => path[0] ?? ''),
  ];
  return [
    ...added.map(({ path, type }) => ({ path: [...base, 'schema', ...path], value: plain(type) })),
    ...retyped.map(({ path, type }) => ({
      path: [...base, 'schema', ...path],
      value: plain(type),
    })),
    ...[...nested].map((name) => ({ path: [...base, 'schema', name], value: {} })),
    ...optionalChanges(base, definition, optional, left),
  ];
}

function keysToAdd(logType: LogType, { newKeys }: SchemaDrift, left: string[]) {
  const top = newKeys.filter(({ path }) => path.length === 1);
  if (inColumns.has(logType.parser) && top.length > 0) {
    left.push(
      `${logType.parser} fields are columns: put the new ones where they stand in the lines, then run this again`,
    );
    return [];
  }
  const passes = logType.unknownKeys !== 'reject';
  const frequent = passes ? top.filter(({ count, of }) => count >= of * shareMin) : top;
  const taken = frequent.slice(0, keysMax);
  const rest = top.length - taken.length;
  if (rest > 0) left.push(`${rest} further new keys are rare or too many to be fields`);
  return taken;
}

const inColumns = new Set(['csv', 'w3c', 'syslog']);

/**
 * Nested fields cannot be optional, so a map whose keys vary becomes a free-form one. Where unknown keys pass, new
 * ones inside need no change.
 */
function nestedMapsToOpen(logType: LogType, drift: SchemaDrift): ReadonlySet<string> {
  const inside = [
    ...(logType.unknownKeys === 'reject' ? drift.newKeys : []),
    ...drift.missing,
    ...drift.vanished,
    ...drift.typeChanges,
  ].filter(({ path }) => path.length > 1);
  return new Set(inside.map(({ path }) => path[0] ?? ''));
}

function optionalChanges(
  base: readonly string[],
  definition: Map,
  names: readonly string[],
  left: string[],
): readonly Change[] {
  const fresh = [...new Set(names)];
  if (fresh.length === 0) return [];
  const path = [...base, 'configuration', 'optional_top_level_keys'];
  const configuration = definition['configuration'];
  const known = asMap(configuration)['optional_top_level_keys'];
  if (Array.isArray(known)) {
    return fresh
      .filter((name) => !known.includes(name))
      .map((name) => ({ path, value: name, appends: true }));
  }
  if (known !== undefined) {
    left.push(
      `optional_top_level_keys is a map of earlier releases; add ${fresh.join(', ')} by hand`,
    );
    return [];
  }
  return configuration === undefined
    ? [{ path: [...base, 'configuration'], value: { optional_top_level_keys: fresh } }]
    : [{ path, value: fresh }];
}

function plain(type: DraftType): unknown {
  if (type === 'any') return {};
  if (type === 'list') return [];
  if (typeof type === 'string') return type;
  return Object.fromEntries([...type].map(([name, inner]) => [name, plain(inner)]));
}

function applied(text: string, { path, value, appends }: Change): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const place = appends === true ? [...path, -1] : [...path];
  const edits = modify(text, place, value, {
    formattingOptions: { insertSpaces: true, tabSize: indentOf(text), eol },
    ...(appends === true && { isArrayInsertion: true }),
  });
  return applyEdits(text, edits);
}

const indentOf = (text: string): number => /^( +)"/m.exec(text)?.[1]?.length ?? 2;
