import type { NearMiss } from '../../domain/batch.ts';
import { isJsonObject, type JsonValue } from '../../domain/json.ts';
import type { Field, FieldType } from '../../domain/log-type.ts';
import type { Parser } from '../../parsers/parser.ts';
import { compileBuilder } from './build-record.ts';
import type { Candidate } from './candidate.ts';
import type { Content } from './content.ts';
import { refused } from './convert.ts';
import { compileLogPatterns } from './log-patterns.ts';

/** How near a schema came, for a person; a higher score is nearer. */
export interface Nearness {
  readonly miss: NearMiss;
  readonly score: number;
}

/** Names in a near miss; a garbage document may have thousands of keys. */
const namesMax = 20;

/** What keeps a payload from fitting a schema. Slow and careful: it runs for what fits nothing. */
export function nearnessOf(candidate: Candidate, parser: Parser, content: Content): Nearness {
  const { logType, decodes } = candidate;
  const miss = (other: readonly string[]): Nearness => ({
    miss: { logType: logType.name, missingKeys: [], unknownKeys: [], wrongTypes: [], other },
    score: 0,
  });
  if (!logType.usable)
    return miss(['the schema contradicts itself; see "streamalert config check"']);

  const value = decodes ? (content.document ?? content.text) : content.text;
  if (value === undefined) return miss([`${logType.parser} reads text, this is an object`]);
  if (decodes && content.document === undefined) return miss(['not JSON']);

  const envelope = logType.envelope
    .map(({ name }) => name)
    .filter((name) => !logType.optionalEnvelopeKeys.has(name))
    .filter((name) => !isJsonObject(value) || !Object.hasOwn(value, name));
  if (envelope.length > 0) return miss([`the envelope lacks ${envelope.join(', ')}`]);

  const [first] = parser.compile(logType)(value, 'exact');
  if (first === undefined) return miss([`nothing here for the parser ${logType.parser}`]);
  if (first.outcome === 'rejected') return miss([first.reason]);
  return recordNearness(candidate, first.record);
}

/** What keeps one record from fitting the fields of a schema. */
export function recordNearness({ logType }: Candidate, record: JsonValue): Nearness {
  const { name: logTypeName, fields, optionalKeys, unknownKeys: policy } = logType;
  if (!isJsonObject(record)) {
    const other = [`expected an object, found ${nounOf(record)}`];
    const miss = { logType: logTypeName, missingKeys: [], unknownKeys: [], wrongTypes: [], other };
    return { miss, score: 0 };
  }
  const names = new Set(fields.map(({ name }) => name));
  const keys = Object.keys(record);
  const missing = [...names].filter(
    (name) => !optionalKeys.has(name) && !Object.hasOwn(record, name),
  );
  const unknown = policy === 'reject' ? keys.filter((key) => !names.has(key)) : [];
  const shared = keys.filter((key) => names.has(key)).length;
  const wrongTypes = fields.flatMap((field) => wrongType(field, record[field.name], field.name));
  const other =
    missing.length + unknown.length + wrongTypes.length === 0 ? patternMiss(logType, record) : [];
  return {
    miss: {
      logType: logTypeName,
      missingKeys: missing.slice(0, namesMax),
      unknownKeys: unknown.slice(0, namesMax),
      wrongTypes: wrongTypes.slice(0, namesMax),
      other,
    },
    score: (shared * 2) / (keys.length + names.size || 1) - wrongTypes.length / (names.size + 1),
  };
}

function patternMiss(logType: Candidate['logType'], record: JsonValue): readonly string[] {
  if (logType.logPatterns === undefined) return [];
  const build = compileBuilder({
    fields: logType.fields,
    optional: logType.optionalKeys,
    unknownKeys: logType.unknownKeys,
  });
  const built = build(record, false);
  if (built === refused) return [];
  const field = compileLogPatterns(logType.logPatterns)(built, undefined);
  return field === undefined ? [] : [`"${field}" fits none of its log_patterns`];
}

function wrongType({ type }: Field, value: JsonValue | undefined, path: string): readonly string[] {
  if (value === undefined) return [];
  if (type.kind === 'map') {
    if (!isJsonObject(value)) return [`${path}: expected a map, found ${nounOf(value)}`];
    return type.fields.flatMap((inner) =>
      Object.hasOwn(value, inner.name)
        ? wrongType(inner, value[inner.name], `${path}.${inner.name}`)
        : [`${path}.${inner.name}: missing`],
    );
  }
  const build = compileBuilder({
    fields: [{ name: 'value', type }],
    optional: new Set(),
    unknownKeys: 'reject',
  });
  return build({ value }, false) === refused
    ? [`${path}: expected ${expected(type)}, found ${nounOf(value)}`]
    : [];
}

const expected = (type: FieldType): string => {
  if (type.kind === 'list') return 'a list';
  if (type.kind === 'unsupported') return `"${type.declared}", which is no type`;
  return type.kind;
};

const textCharactersMax = 40;

function nounOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(
    value.length > textCharactersMax ? `${value.slice(0, textCharactersMax)}…` : value,
  );
}
