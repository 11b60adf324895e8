import type { NearMiss } from '../../domain/batch.ts';
import { isFalsy } from '../../domain/falsy.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import {
  envelopeKey,
  type Field,
  type FieldType,
  type LogPatterns,
  type UnknownKeys,
} from '../../domain/log-type.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import { Rejected, Row } from '../../parsers/parser.ts';
import { type Candidate, valueFor } from './candidate.ts';
import { type Content, decodeInside } from './content.ts';
import { convertField, plain, refused } from './convert.ts';
import { mayBeContainer } from './text.ts';

/** Names in a near miss; a garbage document may have thousands of keys. */
const namesMax = 20;

/** What keeps a payload from fitting a schema. Slow and careful: it runs for what fits nothing. */
export function nearMissOf(candidate: Candidate, content: Content): NearMiss {
  const { logType, decodes, takeEnvelope } = candidate;
  const other = (...reasons: string[]): NearMiss => missOf(logType.name, { other: reasons });
  if (!logType.usable)
    return other('the schema contradicts itself; see "streamalert config check"');

  const value = valueFor(candidate, content);
  if (value === undefined)
    return other(`the ${logType.parser} parser reads text, this is an object`);
  if (decodes && content.document === undefined && logType.fields.length > 0)
    return other('not JSON');

  const envelope = takeEnvelope?.(value, content.mode === 'spelled');
  if (envelope === refused) return envelopeMiss(candidate, value);

  const [first] = candidate.parse(value, decodeInside[content.mode]);
  if (first === undefined) return other(`nothing here for the ${logType.parser} parser`);
  return first instanceof Rejected
    ? other(first.reason)
    : recordMiss(candidate, valueOf(first, candidate, content), envelope);
}

/**
 * How near, from 0 to 1: the share of the keys of record and schema that both have, less what has a wrong type. A key
 * that the schema lets be absent counts little against it.
 */
export function nearnessOf(candidate: Candidate, content: Content): number {
  const value = valueFor(candidate, content);
  if (value === undefined || !candidate.logType.usable) return 0;
  // The commas of a document are no columns.
  if (!candidate.decodes && isContainer(content.document)) return 0;
  const [found] = candidate.parse(value, decodeInside[content.mode]);
  if (found instanceof Rejected) return nearnessOfText(candidate, value);
  if (found === undefined) return 0;
  const first = valueOf(found, candidate, content);
  if (!isJsonObject(first)) return 0;
  const { fields, optionalKeys } = candidate.logType;
  const shared = fields.filter(({ name }) => Object.hasOwn(first, name));
  const wrong = shared.filter((field) => wrongTypes(field, first[field.name], 'reject').length > 0);
  const absent = fields.filter(
    ({ name }) => optionalKeys.has(name) && !Object.hasOwn(first, name),
  ).length;
  const expected = fields.length - absent * (1 - absentWeight);
  const all = Object.keys(first).length + expected;
  const likeness = (shared.length * 2) / Math.max(all, 1) - wrong.length / (shared.length + 1);
  return Math.max(0, likeness) * (hasEnvelope(candidate, value) ? 1 : envelopeMissing);
}

const absentWeight = 0.1;

const isContainer = (document: JsonValue | undefined): boolean =>
  typeof document === 'object' && document !== null;

/** A record with its schema's keys and without its envelope is still more like it than most. */
const envelopeMissing = 0.8;

const hasEnvelope = ({ logType }: Candidate, value: JsonValue): boolean =>
  logType.envelope.every(
    ({ name }) =>
      logType.optionalEnvelopeKeys.has(name) || (isJsonObject(value) && Object.hasOwn(value, name)),
  );

/** Text that is divided almost as the schema says is nearer than other text; it never is as near as a record. */
const textNearnessMax = 0.9;
const columnsMin = 4;

/** A line of a single column is everything and nothing; what looks like a document that is cut off has no columns. */
function nearnessOfText({ shape }: Candidate, value: JsonValue): number {
  if (shape === undefined || typeof value !== 'string' || mayBeContainer(value)) return 0;
  const { expected } = shape;
  const measured = shape.measure(value, expected * 2);
  // A few commas are in everything.
  if (Math.min(measured, expected) < columnsMin) return 0;
  const more = Math.max(measured, expected);
  return textNearnessMax * (1 - Math.abs(measured - expected) / more);
}

function valueOf(found: JsonValue | Row, { named }: Candidate, { mode }: Content): JsonValue {
  const value = found instanceof Row ? named(found.values) : found;
  return mode === 'spelled' ? plain(value) : value;
}

/** What keeps one record from fitting the fields and patterns of a schema. */
export function recordMiss(
  { logType, patterns }: Candidate,
  record: JsonValue,
  envelope: JsonObject | undefined,
): NearMiss {
  const { name: logTypeName, fields, optionalKeys, unknownKeys: policy, logPatterns } = logType;
  if (!isJsonObject(record) && fields.length > 0) {
    return missOf(logTypeName, { other: [`expected an object, found ${nounOf(record)}`] });
  }
  const content = isJsonObject(record) ? record : {};
  const names = new Set(fields.map(({ name }) => name));
  const missingKeys = [...names].filter(
    (name) => !optionalKeys.has(name) && !Object.hasOwn(content, name),
  );
  const isStrict = policy === 'reject' && fields.length > 0;
  const unknownKeys = isStrict ? Object.keys(content).filter((key) => !names.has(key)) : [];
  const wrong = fields.flatMap((field) =>
    Object.hasOwn(content, field.name) ? wrongTypes(field, content[field.name], policy) : [],
  );
  const converted = convertMap(fields, content);
  const other =
    missingKeys.length + unknownKeys.length + wrong.length > 0
      ? []
      : patterns
          .filter(({ key, test }) => {
            const own = Object.hasOwn(converted, key) ? converted[key] : undefined;
            return !test(key === envelopeKey ? envelope : own);
          })
          .map(({ key }) => patternMiss(key, logPatterns, converted));
  return missOf(logTypeName, { missingKeys, unknownKeys, wrongTypes: wrong, other });
}

/** More patterns than this do not help to see the difference. */
const patternsMax = 4;

function patternMiss(key: string, patterns: LogPatterns | undefined, record: JsonObject): string {
  const miss = `"${key}" fits none of its log_patterns`;
  const globs = patterns?.get(key);
  if (!Array.isArray(globs)) return miss;
  const found = Object.hasOwn(record, key) ? nounOf(record[key] ?? null) : 'nothing';
  const shown = globs.slice(0, patternsMax).map((glob) => JSON.stringify(glob));
  const more = globs.length > patternsMax ? ' …' : '';
  return `${miss} ${shown.join(' ')}${more}, found ${found}`;
}

/** Fields that cannot be converted are left as they are. */
function convertMap(fields: readonly Field[], record: JsonObject): JsonObject {
  const types = new Map(fields.map(({ name, type }) => [name, type]));
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => {
      const type = types.get(key);
      if (type?.kind === 'map' && isJsonObject(value)) return [key, convertMap(type.fields, value)];
      const converted = type === undefined ? value : convertField(type, value);
      return [key, converted === refused ? value : converted];
    }),
  );
}

function envelopeMiss({ logType }: Candidate, value: JsonValue): NearMiss {
  const { name: logTypeName, envelope, optionalEnvelopeKeys } = logType;
  if (!isJsonObject(value)) {
    const found = `found ${nounOf(value)}`;
    return missOf(logTypeName, { other: [`expected an object with an envelope, ${found}`] });
  }
  const missingKeys = envelope
    .map(({ name }) => name)
    .filter((name) => !optionalEnvelopeKeys.has(name) && !Object.hasOwn(value, name));
  const wrong = envelope.flatMap((field) =>
    Object.hasOwn(value, field.name) ? wrongTypes(field, value[field.name], 'reject') : [],
  );
  const other = missingKeys.length > 0 ? ['the missing keys are those of its envelope'] : [];
  return missOf(logTypeName, { missingKeys, wrongTypes: wrong, other });
}

/** A near miss of these parts, with as many names of each as help anybody. */
export function missOf(logType: string, parts: Partial<Omit<NearMiss, 'logType'>>): NearMiss {
  const { missingKeys = [], unknownKeys = [], wrongTypes: wrong = [], other = [] } = parts;
  return {
    logType,
    missingKeys: missingKeys.slice(0, namesMax),
    unknownKeys: unknownKeys.slice(0, namesMax),
    wrongTypes: wrong.slice(0, namesMax),
    other: [
      ...other.slice(0, namesMax),
      ...notNamed('missing keys', missingKeys),
      ...notNamed('unknown keys', unknownKeys),
      ...notNamed('wrong types', wrong),
    ],
  };
}

const notNamed = (what: string, all: readonly string[]): readonly string[] =>
  all.length > namesMax ? [`${all.length - namesMax} more ${what}`] : [];

function wrongTypes(
  { type, name: path }: Field,
  value: JsonValue | undefined,
  unknownKeys: UnknownKeys,
): readonly string[] {
  if (value === undefined) return [];
  if (type.kind !== 'map') {
    if (convertField(type, value) !== refused) return [];
    return [`${path}: expected ${nameOf(type)}, found ${nounOf(value)}`];
  }
  if (!isJsonObject(value)) return [`${path}: expected a map, found ${nounOf(value)}`];
  const names = new Set(type.fields.map(({ name }) => name));
  const unknown = Object.keys(value).filter((key) => !names.has(key));
  return [
    ...type.fields.flatMap((inner) =>
      Object.hasOwn(value, inner.name)
        ? wrongTypes({ ...inner, name: `${path}.${inner.name}` }, value[inner.name], unknownKeys)
        : [`${path}.${inner.name}: missing`],
    ),
    ...(unknownKeys === 'reject' ? unknown.map((key) => `${path}.${key}: unknown`) : []),
  ];
}

function nameOf(type: FieldType): string {
  if (type.kind === 'list') return 'a list';
  return type.kind === 'unsupported' ? `"${type.declared}", which is no type` : type.kind;
}

const textCharactersMax = 40;

function nounOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return isFalsy(value) ? 'an empty map' : 'a map';
  if (typeof value !== 'string') return stringifyJson(value);
  return JSON.stringify(
    value.length > textCharactersMax ? `${value.slice(0, textCharactersMax)}…` : value,
  );
}

/** A near miss in words, without the name of its schema. */
export function wordsOf({ missingKeys, unknownKeys, wrongTypes: wrong, other }: NearMiss): string {
  const parts = [
    ...(missingKeys.length > 0 ? [`lacks ${missingKeys.join(', ')}`] : []),
    ...(unknownKeys.length > 0 ? [`unknown ${unknownKeys.join(', ')}`] : []),
    ...wrong,
    ...other,
  ];
  return parts.length > 0 ? parts.join('; ') : 'does not fit';
}
