import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import { envelopeKey, type Field, type LogType } from '../domain/log-type.ts';
import type { Parser } from '../parsers/parser.ts';
import { compileClassifier } from '../stages/classifier/classifier.ts';
import { convertField, refused } from '../stages/classifier/convert.ts';
import { textOf } from '../stages/classifier/text.ts';
import { type DraftType, kindsIn, typeOf } from './field-types.ts';
import type { Sample } from './inference.ts';
import { pairsOf } from './kv-format.ts';
import { addToShape, emptyShape, type Shape } from './shape.ts';

/** How data differs from the schema it should fit. */
export interface SchemaDrift {
  readonly logType: string;
  /** Records that were compared: those that fit, and those that come nearest to this log type. */
  readonly records: number;
  readonly fitting: number;
  /** Records of other log types, which were left out. */
  readonly others: ReadonlyMap<string, number>;
  /** Records that resemble no log type, and lines that its parser does not read. */
  readonly unlike: number;
  readonly newKeys: readonly NewKey[];
  /** Fields that were in none of the records. */
  readonly vanished: readonly { readonly path: readonly string[]; readonly required: boolean }[];
  /** Fields that must be there and are not always. */
  readonly missing: readonly { readonly path: readonly string[]; readonly count: number }[];
  readonly typeChanges: readonly TypeChange[];
}

export interface NewKey {
  readonly path: readonly string[];
  readonly count: number;
  /** Of the records that were compared, or of the maps that could have it. */
  readonly of: number;
  readonly kinds: readonly string[];
  /** What a schema would declare it as. */
  readonly type: DraftType;
  readonly example: string;
}

export interface TypeChange {
  readonly path: readonly string[];
  readonly declared: string;
  readonly count: number;
  readonly of: number;
  /** What the values that cannot be converted are. */
  readonly kinds: readonly string[];
  /** What would accept all values. */
  readonly type: DraftType;
  readonly example: string;
}

/** Compares the records of one log type among samples with its schema. */
export function schemaDrift(
  samples: readonly Pick<Sample, 'payload'>[],
  logType: LogType,
  logTypes: readonly LogType[],
  parsers: readonly Parser[],
): SchemaDrift {
  const classifier = compileClassifier(logTypes, { parsers, acceptBareRecords: true });
  const read = rawReader(logType, parsers);
  const root = comparison(logType.fields, logType.optionalKeys);
  const others = new Map<string, number>();
  let [records, fitting, unlike] = [0, 0, 0];
  for (const { payload } of samples) {
    const result = classifier.classify(payload);
    const found =
      result.outcome === 'classified' ? result.logType.name : (result.nearest?.logType ?? '');
    if (found !== logType.name) {
      if (result.outcome === 'unclassified') unlike++;
      else others.set(found, (others.get(found) ?? 0) + result.records.length);
      continue;
    }
    if (result.outcome === 'classified') fitting += result.records.length;
    const raw = read(payload);
    if (raw.length === 0) unlike++;
    for (const record of raw) {
      records++;
      compare(root, record);
    }
  }
  return { logType: logType.name, records, fitting, others, unlike, ...differences(root, records) };
}

type ReadRaw = (payload: string | Uint8Array) => readonly JsonObject[];

/** Reads records as they are, whatever their keys and types. */
function rawReader(logType: LogType, parsers: readonly Parser[]): ReadRaw {
  if (logType.parser === 'kv') return kvReader(logType);
  const { logPatterns: _, timeField: __, normalization: ___, ...rest } = logType;
  const plain: LogType = {
    ...rest,
    envelope: [],
    optionalEnvelopeKeys: new Set(),
    unknownKeys: 'keep',
  };
  if (!namesItself.has(logType.parser)) {
    const fields = logType.fields.map(({ name, type }) => ({ name, type: looseType(type) }));
    return readerOf({ ...plain, fields }, parsers);
  }
  // The keys that must be there tell a record from what an export puts around it; where some have vanished, anything
  // is taken.
  const required = logType.fields
    .filter(({ name }) => !logType.optionalKeys.has(name))
    .map(({ name }): Field => ({ name, type: { kind: 'any' } }));
  const usual = readerOf({ ...plain, fields: required, optionalKeys: new Set() }, parsers);
  const loose = readerOf({ ...plain, fields: [], optionalKeys: new Set() }, parsers);
  return (payload) => {
    const found = usual(payload);
    return found.length > 0 ? found : loose(payload);
  };
}

function readerOf(logType: LogType, parsers: readonly Parser[]): ReadRaw {
  const reader = compileClassifier([logType], { parsers, acceptBareRecords: true });
  return (payload) => {
    const result = reader.classifyExactly(payload);
    if (result.outcome !== 'classified') return [];
    // Those beside them that lack a required key are records as well.
    return [
      ...result.records,
      ...result.invalid.flatMap(({ raw }) => (isJsonObject(raw) ? [raw] : [])),
    ];
  };
}

/** Parsers whose records carry their names, so that no schema is needed to read them. */
const namesItself = new Set(['json', 'cef', 'leef', 'xml', 'zeek', 'regex']);

/** A column with a map of fields is read only when it is declared as one. */
const looseType = (type: Field['type']): Field['type'] =>
  type.kind === 'map' ? type : { kind: 'string' };

function kvReader({ parserOptions }: LogType): ReadRaw {
  const text = (name: string, usual: string): string => {
    const value = parserOptions[name];
    return typeof value === 'string' ? value : usual;
  };
  const dialect = { delimiter: text('delimiter', ' '), separator: text('separator', '=') };
  return (payload) => {
    const pairs = pairsOf(textOf(payload)?.trimEnd() ?? '', dialect);
    return pairs === undefined ? [] : [pairs];
  };
}

/** What was found at a map that a schema describes. */
interface Comparison {
  readonly fields: ReadonlyMap<string, FieldComparison>;
  readonly optional: ReadonlySet<string>;
  readonly unknown: Map<string, Seen>;
  /** Unknown keys are too many to be told apart. */
  isCut: boolean;
  maps: number;
}

interface FieldComparison {
  readonly type: Field['type'];
  readonly seen: Seen;
  /** Values that its type refuses. */
  readonly refused: Seen;
  readonly inner: Comparison | undefined;
}

interface Seen {
  readonly shape: Shape;
  example: string | undefined;
}

/** More unknown keys than this are data, and nobody reads them. */
const unknownMax = 500;

function comparison(fields: readonly Field[], optional: ReadonlySet<string>): Comparison {
  return {
    fields: new Map(
      fields.map(({ name, type }) => [
        name,
        {
          type,
          seen: newSeen(),
          refused: newSeen(),
          inner: type.kind === 'map' ? comparison(type.fields, new Set()) : undefined,
        },
      ]),
    ),
    optional,
    unknown: new Map(),
    isCut: false,
    maps: 0,
  };
}

const newSeen = (): Seen => ({ shape: emptyShape(), example: undefined });

function compare(here: Comparison, map: JsonObject): void {
  here.maps++;
  for (const [key, value] of Object.entries(map)) {
    if (key === envelopeKey) continue;
    const field = here.fields.get(key);
    if (field !== undefined) compareField(field, value);
    else addUnknown(here, key, value);
  }
}

function addUnknown(here: Comparison, key: string, value: JsonValue) {
  let seen = here.unknown.get(key);
  if (seen === undefined) {
    if (here.unknown.size >= unknownMax) {
      here.isCut = true;
      return;
    }
    seen = newSeen();
    here.unknown.set(key, seen);
  }
  see(seen, value);
}

function compareField({ type, seen, refused: bad, inner }: FieldComparison, value: JsonValue) {
  see(seen, value);
  if (inner !== undefined) {
    if (isJsonObject(value)) compare(inner, value);
    else see(bad, value);
  } else if (convertField(type, value) === refused) see(bad, value);
}

const exampleCharactersMax = 60;

function see(seen: Seen, value: JsonValue) {
  addToShape(seen.shape, value);
  if (seen.example === undefined && value !== null && value !== '') seen.example = shown(value);
}

function shown(value: JsonValue): string {
  const text =
    JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? `${item}` : item)) ??
    '';
  return text.length > exampleCharactersMax ? `${text.slice(0, exampleCharactersMax)}…` : text;
}

type Differences = Pick<SchemaDrift, 'newKeys' | 'vanished' | 'missing' | 'typeChanges'>;

function differences(here: Comparison, of: number, path: readonly string[] = []): Differences {
  const fields = [...here.fields];
  const count = ([, { seen }]: (typeof fields)[number]): number => seen.shape.count;
  const inner = fields.flatMap(([name, field]) =>
    field.inner === undefined || field.inner.maps === 0
      ? []
      : [differences(field.inner, field.inner.maps, [...path, name])],
  );
  const own: Differences = {
    newKeys: [...here.unknown].map(([key, seen]) => newKey([...path, key], seen, of)),
    vanished: fields
      .filter((field) => count(field) === 0 && of > 0)
      .map(([name]) => ({ path: [...path, name], required: !here.optional.has(name) })),
    missing: fields
      .filter((field) => count(field) > 0 && count(field) < of && !here.optional.has(field[0]))
      .map((field) => ({ path: [...path, field[0]], count: of - count(field) })),
    typeChanges: fields.flatMap(([name, field]) => typeChange([...path, name], field)),
  };
  const all = [own, ...inner];
  return {
    newKeys: all.flatMap(({ newKeys }) => newKeys).toSorted((a, b) => b.count - a.count),
    vanished: all.flatMap(({ vanished }) => vanished),
    missing: all.flatMap(({ missing }) => missing),
    typeChanges: all.flatMap(({ typeChanges }) => typeChanges),
  };
}

const newKey = (path: readonly string[], { shape, example }: Seen, of: number): NewKey => ({
  path,
  count: shape.count,
  of,
  kinds: kindsIn(shape).map(({ kind }) => kind),
  type: typeOf(shape, 'json'),
  example: example ?? 'null',
});

function typeChange(path: readonly string[], { type, seen, refused: bad }: FieldComparison) {
  const { count } = bad.shape;
  if (count === 0) return [];
  const change: TypeChange = {
    path,
    declared: declaredWord(type),
    count,
    of: seen.shape.count,
    kinds: kindsIn(bad.shape).map(({ kind }) => kind),
    type: type.kind === 'map' ? 'any' : widened(type, seen.shape),
    example: bad.example ?? 'null',
  };
  return [change];
}

/** What accepts the values that were declared and those that came. */
function widened({ kind }: Field['type'], shape: Shape): DraftType {
  if (shape.lists + shape.maps > 0) return 'any';
  return kind === 'integer' && shape.texts === shape.emptyTexts ? 'float' : 'string';
}

const declaredWord = (type: Field['type']): string => {
  if (type.kind === 'unsupported') return `"${type.declared}"`;
  return type.kind === 'map' ? 'a map of fields' : type.kind;
};
