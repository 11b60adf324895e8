import { checkJsonPath, isJsonPath } from '../schemas/json-path.ts';
import { scalarTypes } from '../schemas/definition.ts';
import type { JsonNode } from '../json-tree.ts';
import { at, below, Draft, type Place } from './draft.ts';
import { jmesPathOf } from './json-path.ts';
import { entriesIn, isEmptyNode, listNode, mapNode, sameValue, textIn, textNode } from './tree.ts';

/** CSV log types whose definition was of releases 1.0 to 1.2. */
export type FormerCsvTypes = ReadonlySet<string>;

/**
 * The definitions of one schema file (configuration.md 12.2). Each is a draft of its own: a change costs the size of
 * what it changes, and a file may hold thousands of them.
 */
export function migrateSchemaFile(draft: Draft, file: string): FormerCsvTypes {
  const csv = new Set<string>();
  const root = draft.node(at(file));
  if (root?.kind !== 'map') return csv;
  const entries = new Map(root.entries);
  for (const [name, entry] of root.entries) {
    if (entry.value.kind !== 'map') continue;
    const single = new Draft(new Map([[file, { ...root, entries: new Map([[name, entry]]) }]]));
    const place = at(file, name);
    if (migrateDefinition(single, place) && textIn(single.node(below(place, 'parser'))) === 'csv') {
      csv.add(name);
    }
    if (single.notices.length === 0) continue;
    draft.notices.push(...single.notices);
    entries.set(name, { ...entry, value: single.node(place) ?? entry.value });
  }
  draft.set(at(file), { ...root, entries });
  return csv;
}

/** True for a definition of releases 1.0 to 1.2. */
function migrateDefinition(draft: Draft, place: Place): boolean {
  migrateHints(draft, place);
  for (const key of ['delimiter', 'separator']) {
    draft.move(below(place, key), below(place, 'configuration', key));
  }
  const isFormer = draft.notices.length > 0;
  migrateParser(draft, below(place, 'parser'));
  const configuration = below(place, 'configuration');
  migrateOptionalKeys(draft, configuration, 'optional_top_level_keys', below(place, 'schema'));
  migrateOptionalKeys(
    draft,
    configuration,
    'optional_envelope_keys',
    below(configuration, 'envelope_keys'),
  );
  migrateJsonPath(draft, below(configuration, 'json_path'));
  return isFormer;
}

function migrateParser(draft: Draft, place: Place): void {
  if (textIn(draft.node(place)) !== 'gzip-json') return;
  draft.replace(place, textNode('json'), '"gzip-json" is "json": data is decompressed before');
}

/** `hints` of releases 1.0 to 1.2: patterns, the path to the records, and the envelope. */
function migrateHints(draft: Draft, definition: Place): void {
  const hints = below(definition, 'hints');
  const node = draft.node(hints);
  if (node === undefined) return;
  if (isEmptyNode(node)) {
    draft.drop(hints, 'it has no use any more');
    return;
  }
  if (node.kind !== 'map') {
    draft.decide(hints, 'is no map; write configuration.log_patterns { "field": ["pattern"] }');
    return;
  }
  const configuration = below(definition, 'configuration');
  for (const [name, value] of entriesIn(node)) {
    const hint = below(hints, name);
    if (name === 'records' && value.kind === 'text') {
      moveRecordsPath(draft, hint, below(configuration, 'json_path'));
    } else if (name === 'envelope' && isMapOfTypes(value)) {
      draft.move(hint, below(configuration, 'envelope_keys'));
    } else {
      draft.move(hint, below(configuration, 'log_patterns', name));
    }
  }
  draft.clearIfEmpty(hints);
}

/** Patterns would be lists; release 1.2 had the types of the envelope's fields here. */
const isMapOfTypes = (node: JsonNode): boolean =>
  node.kind === 'map' &&
  node.entries.size > 0 &&
  entriesIn(node).every(
    ([, value]) =>
      (value.kind === 'text' && scalarTypes.some((type) => type === value.value)) ||
      isEmptyNode(value),
  );

function moveRecordsPath(draft: Draft, from: Place, to: Place): void {
  const written = textIn(draft.node(from)) ?? '';
  const converted = jmesPathOf(written) ?? (isJsonPath(written) ? '' : written);
  const expression = validPath(converted);
  if (expression === undefined) {
    draft.decide(from, unconvertible(written, 'configuration.json_path'));
    return;
  }
  if (draft.has(to)) draft.superseded(from, to);
  else if (draft.put(from, to, textNode(expression))) draft.clear(from);
}

/** JSONPath is converted wherever it stands; what is JMESPath already is left alone. */
function migrateJsonPath(draft: Draft, place: Place): void {
  const written = textIn(draft.node(place));
  if (written === undefined) return;
  if (!isJsonPath(written) && validPath(written) !== undefined) return;
  const converted = jmesPathOf(written);
  const expression = converted === undefined ? undefined : validPath(converted);
  if (expression !== undefined) {
    draft.replace(place, textNode(expression), 'JSONPath, written as JMESPath');
  } else if (isJsonPath(written)) {
    draft.decide(place, unconvertible(written, 'here'));
  }
}

const unconvertible = (written: string, where: string): string =>
  `${JSON.stringify(written)} is JSONPath that has no counterpart; write a JMESPath expression such as ` +
  `Records[*] ${where === 'here' ? where : `in ${where}, and remove this key`} (docs: jmespath.org)`;

const validPath = (expression: string): string | undefined =>
  checkJsonPath(expression).outcome === 'valid' ? expression : undefined;

/** Optional fields of release 1.3 stood in a map with their types; they join the schema, in order. */
function migrateOptionalKeys(
  draft: Draft,
  configuration: Place,
  option: string,
  schema: Place,
): void {
  const place = below(configuration, option);
  const node = draft.node(place);
  if (node?.kind !== 'map') return;
  const names = entriesIn(node).map(([name]) => name);
  const known = draft.node(schema);
  if (known !== undefined && known.kind !== 'map' && known.kind !== 'null') return;
  const added = entriesIn(node).filter(([name, type]) => {
    const same = known?.kind === 'map' ? known.entries.get(name)?.value : undefined;
    if (same !== undefined && !sameValue(same, type)) {
      draft.warn(below(place, name), 'has another type in the schema, which counts');
    }
    return same === undefined;
  });
  if (added.length > 0) {
    const joined = mapNode(added, known?.position ?? node.position);
    const entries = new Map([...(known?.kind === 'map' ? known.entries : []), ...joined.entries]);
    draft.set(schema, { ...joined, entries });
  }
  const list = listNode(
    names.map((name) => textNode(name, node.position)),
    node.position,
  );
  const where = option === 'optional_top_level_keys' ? 'the schema' : 'envelope_keys';
  draft.replace(place, list, `the fields and their types stand in ${where}`);
}
