import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import { envelopeKey, type Field, type LogType, type NamedFields } from '../../domain/log-type.ts';
import { textForm } from '../../domain/text-form.ts';
import type { NormalizeRecord } from './compile-log-type.ts';

/**
 * The form before release 3.2 (configuration.md 11.4): a field of one of the names counts wherever it stands, through
 * maps but not through lists. Where the schema says which fields there are, only those are looked at; the rest is
 * searched.
 */
export function compileNamedFields(
  logType: LogType,
  namedFields: readonly NamedFields[],
  newRecordId: () => string,
): NormalizeRecord {
  const owners = ownersOf(namedFields);
  const visits = visitsOf(logType, owners);
  return (record) => {
    const found: JsonValue[][] = namedFields.map(() => []);
    for (const visit of visits) visit(record, found);
    const types = namedFields.flatMap(({ type }, index) => {
      const values = distinct(found[index] ?? []);
      return values.length === 0 ? [] : [[type, [element(values)]] as const];
    });
    if (types.length === 0) return {};
    return Object.fromEntries([['streamalert_record_id', newRecordId()], ...types]);
  };
}

const element = (values: JsonValue[]): JsonObject => ({
  function: null,
  values,
  // That form never filled the table of artifacts.
  send_to_artifacts: false,
});

/** Name of a field → which of the types take its value. */
type Owners = ReadonlyMap<string, readonly number[]>;

function ownersOf(namedFields: readonly NamedFields[]): Owners {
  const owners = new Map<string, number[]>();
  for (const [index, { names }] of namedFields.entries()) {
    for (const name of new Set(names)) owners.set(name, [...(owners.get(name) ?? []), index]);
  }
  return owners;
}

type Visit = (record: JsonObject, found: readonly JsonValue[][]) => void;

/** The steps for one log type: fields that are declared, maps with any content, and the whole record where needed. */
function visitsOf({ fields, envelope, unknownKeys }: LogType, owners: Owners): readonly Visit[] {
  if (unknownKeys === 'keep') return [(record, found) => search(record, owners, found)];
  return [
    ...fieldVisits(fields, [], owners),
    ...(envelope.length > 0 ? fieldVisits(envelope, [envelopeKey], owners) : []),
  ];
}

function fieldVisits(
  fields: readonly Field[],
  above: readonly string[],
  owners: Owners,
): readonly Visit[] {
  return fields.flatMap(({ name, type }) => {
    if (type.kind === 'map') return fieldVisits(type.fields, [...above, name], owners);
    const takers = owners.get(name);
    const mayHoldMap = type.kind === 'any' || type.kind === 'unsupported';
    if (takers === undefined && !mayHoldMap) return [];
    const visit: Visit = (record, found) => {
      const map = mapAt(record, above);
      const value = map !== undefined && Object.hasOwn(map, name) ? map[name] : undefined;
      if (value === undefined) return;
      if (isJsonObject(value)) search(value, owners, found);
      else if (takers !== undefined) collect(value, takers, found);
    };
    return [visit];
  });
}

function mapAt(record: JsonObject, path: readonly string[]): JsonObject | undefined {
  let map = record;
  for (const key of path) {
    const value = Object.hasOwn(map, key) ? map[key] : undefined;
    if (!isJsonObject(value)) return undefined;
    map = value;
  }
  return map;
}

/** Every key below a map. An own stack, because a record may be deeper than that of the engine. */
function search(top: JsonObject, owners: Owners, found: readonly JsonValue[][]): void {
  const waiting = [top];
  for (let map = waiting.pop(); map !== undefined; map = waiting.pop()) {
    for (const key of Object.keys(map)) {
      const value = map[key];
      if (value === undefined) continue;
      if (isJsonObject(value)) {
        waiting.push(value);
        continue;
      }
      const takers = owners.get(key);
      if (takers !== undefined) collect(value, takers, found);
    }
  }
}

function collect(value: JsonValue, takers: readonly number[], found: readonly JsonValue[][]): void {
  for (const one of Array.isArray(value) ? value : [value]) {
    if (one === null || one === '') continue;
    for (const taker of takers) found[taker]?.push(one);
  }
}

/** Each value once, in the order of their texts: `1` and `"1"` are two. */
function distinct(values: readonly JsonValue[]): JsonValue[] {
  const known = new Map<string, { readonly value: JsonValue; readonly text: string }>();
  for (const value of values) {
    const text = textForm(value);
    known.set(`${typeof value}:${text}`, { value, text });
  }
  return [...known.values()].sort((a, b) => compare(a.text, b.text)).map(({ value }) => value);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
