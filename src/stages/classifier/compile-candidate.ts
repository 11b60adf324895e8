import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import { envelopeKey, type Field, type LogType, normalizationKey } from '../../domain/log-type.ts';
import type { LogRecord } from '../../domain/record.ts';
import { noRecords, type ParsePayload, type Parser, Rejected, Row } from '../../parsers/parser.ts';
import { extraName } from '../../parsers/record-code.ts';
import { type Builder, type BuildRecord, compileBuilder } from './build-record.ts';
import { type Candidate, type Fit, type InvalidRecord, valueFor } from './candidate.ts';
import { type Content, decodeInside } from './content.ts';
import { plain, refused } from './convert.ts';
import { compileLogPatterns, type FieldPattern } from './log-patterns.ts';
import { missOf, recordMiss, wordsOf } from './near-miss.ts';

/** Of many log types few ever come: what reads one is written when the first payload is tried on it. */
export function compileCandidate(logType: LogType, parser: Parser): Candidate {
  const { envelope, fields } = logType;
  const decodes =
    logType.parser === 'json' || logType.jsonPath !== undefined || envelope.length > 0;
  let compiled: Compiled | undefined;
  const compile = (): Compiled => {
    compiled ??= compileParts(logType, parser);
    return compiled;
  };

  const candidate: Candidate = {
    logType,
    decodes,
    shape: decodes ? undefined : parser.shape?.(logType),
    get parse() {
      return compile().parse;
    },
    get takeEnvelope() {
      return compile().takeEnvelope;
    },
    get patterns() {
      return compile().patterns;
    },
    named: (values) => namedValues(values, fields),
    fit(content) {
      const value = valueFor(candidate, content);
      if (value === undefined || !logType.usable) return undefined;
      const { parse, takeEnvelope, builder } = compiled ?? compile();
      const outer = takeEnvelope?.(value, content.mode === 'spelled');
      if (outer === refused) return undefined;
      return takeRecords(
        candidate,
        builder,
        parse(value, decodeInside[content.mode]),
        content,
        outer,
      );
    },
  };
  return candidate;
}

interface Compiled extends Pick<Candidate, 'parse' | 'takeEnvelope' | 'patterns'> {
  readonly builder: Builder;
}

function compileParts(logType: LogType, parser: Parser): Compiled {
  const { envelope, fields, logPatterns = new Map() } = logType;
  const patterns = compileLogPatterns(logPatterns, fields, envelope);
  return {
    parse: parser.compile(logType),
    takeEnvelope: compileEnvelope(logType),
    patterns,
    builder: compileRecords(logType, patterns),
  };
}

function compileEnvelope({
  envelope: fields,
  optionalEnvelopeKeys: optional,
  unknownKeys: innerUnknownKeys,
}: LogType): BuildRecord | undefined {
  if (fields.length === 0) return undefined;
  return compileBuilder({ fields, optional, unknownKeys: 'drop', innerUnknownKeys }).build;
}

/** Keys may be hostile: `fromEntries` makes `__proto__` an ordinary one. */
const namedValues = (values: readonly JsonValue[], fields: readonly Field[]): JsonObject =>
  Object.fromEntries(
    values.map((value, index) => [fields[index]?.name ?? extraName(index), value]),
  );

function compileRecords(logType: LogType, patterns: readonly FieldPattern[]): Builder {
  const { fields, optionalKeys: optional, unknownKeys, envelope } = logType;
  if (fields.length === 0) {
    const build = takesAnything(patterns);
    return { build, buildRow: (_, outer) => build({}, false, outer) };
  }
  return compileBuilder({
    fields,
    optional,
    unknownKeys,
    innerUnknownKeys: unknownKeys,
    patterns,
    hasEnvelope: envelope.length > 0,
    ownKey: normalizationKey,
  });
}

/** The empty schema takes anything; what is not an object is kept under one key, since records are objects. */
function takesAnything(patterns: readonly FieldPattern[]): BuildRecord {
  return (value, spelled, envelope) => {
    const content = spelled ? plain(value) : value;
    const record: JsonObject = isJsonObject(content) ? { ...content } : { value: content };
    if (Object.hasOwn(record, normalizationKey)) delete record[normalizationKey];
    for (const { key, test } of patterns) {
      const own = isJsonObject(content) && Object.hasOwn(content, key) ? content[key] : undefined;
      if (!test(key === envelopeKey ? envelope : own)) return refused;
    }
    if (envelope !== undefined) record[envelopeKey] = envelope;
    return record;
  };
}

const noneInvalid: readonly InvalidRecord[] = [];

function takeRecords(
  candidate: Candidate,
  { build, buildRow }: Builder,
  found: ReturnType<ParsePayload>,
  { mode }: Content,
  envelope: JsonObject | undefined,
): Fit | undefined {
  const spelled = mode === 'spelled';
  const records: LogRecord[] = [];
  let bad: number[] | undefined;
  for (let index = 0; index < found.length; index++) {
    const value = found[index];
    if (value === undefined) continue;
    const record =
      value instanceof Row
        ? buildRow(value.values, envelope)
        : value instanceof Rejected
          ? refused
          : build(value, spelled, envelope);
    if (record === refused) (bad ??= []).push(index);
    else records.push(record);
  }
  if (records.length === 0 && found !== noRecords) return undefined;
  const { logType } = candidate;
  // Why a record is bad is worth finding out only when its siblings are good.
  const invalid = bad?.map((index) => invalidRecord(candidate, found, index, envelope));
  return { logType, records, invalid: invalid ?? noneInvalid };
}

function invalidRecord(
  candidate: Candidate,
  found: ReturnType<ParsePayload>,
  index: number,
  envelope: JsonObject | undefined,
): InvalidRecord {
  const value = found[index] ?? null;
  if (value instanceof Rejected) {
    const { reason } = value;
    const nearest = missOf(candidate.logType.name, { other: [reason] });
    return { index, reason, nearest, raw: plain(value.raw) };
  }
  const raw = plain(value instanceof Row ? candidate.named(value.values) : value);
  const nearest = recordMiss(candidate, raw, envelope);
  return { index, reason: wordsOf(nearest), nearest, raw };
}
