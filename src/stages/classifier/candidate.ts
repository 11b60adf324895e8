import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import { envelopeKey, type LogType } from '../../domain/log-type.ts';
import type { LogRecord } from '../../domain/record.ts';
import type { NumberMode, ParsePayload, Parser } from '../../parsers/parser.ts';
import { type BuildRecord, compileBuilder } from './build-record.ts';
import type { Content } from './content.ts';
import { refused } from './convert.ts';
import { compileLogPatterns, type FindMismatch } from './log-patterns.ts';

export interface InvalidRecord {
  /** Of the record among those of its payload, 0-based. */
  readonly index: number;
  readonly reason: string;
  readonly raw: JsonValue;
}

/** What a schema made of a payload that fits it. */
export interface Fit {
  readonly logType: LogType;
  readonly records: readonly LogRecord[];
  readonly invalid: readonly InvalidRecord[];
}

/** A schema, compiled. */
export interface Candidate {
  readonly logType: LogType;
  /** Whether it reads the decoded document; else the text as it is. */
  readonly decodes: boolean;
  /** Undefined when the payload does not fit. `mode` is how the numbers of the document were read. */
  fit(content: Content, mode: NumberMode): Fit | undefined;
  /** The same for a record that has been taken out of its envelope already. */
  fitBare(content: Content, mode: NumberMode): Fit | undefined;
}

export function compileCandidate(logType: LogType, parser: Parser): Candidate {
  const { fields, optionalKeys: optional, unknownKeys } = logType;
  const decodes =
    logType.parser === 'json' || logType.jsonPath !== undefined || logType.envelope.length > 0;
  const parse = parser.compile(logType);
  const build = fields.length === 0 ? undefined : compileBuilder({ fields, optional, unknownKeys });
  const mismatch = logType.logPatterns && compileLogPatterns(logType.logPatterns);
  const envelopeOf = compileEnvelope(logType);
  const checks: Checks = { logType, build, mismatch };
  const parseBare: ParsePayload =
    logType.parser === 'json' ? (record) => [{ outcome: 'parsed', record }] : parse;

  return {
    logType,
    decodes,
    fit(content, mode) {
      const value = decodes ? (content.document ?? content.text) : content.text;
      if (value === undefined || !logType.usable) return undefined;
      const envelope = envelopeOf(value, mode === 'spelled');
      if (envelope === refused) return undefined;
      return takeRecords(checks, parse(value, mode), envelope, mode);
    },
    fitBare(content, mode) {
      if (!isWrapped(logType) || !logType.usable) return undefined;
      const bare = logType.parser === 'json' ? content.document : content.text;
      return bare === undefined
        ? undefined
        : takeRecords(checks, parseBare(bare, mode), undefined, mode);
    },
  };
}

/** Whether records of this log type normally come inside something else. */
export const isWrapped = ({ jsonPath, envelope }: LogType): boolean =>
  jsonPath !== undefined || envelope.length > 0;

interface Checks {
  readonly logType: LogType;
  /** Undefined for the empty schema, which takes anything. */
  readonly build: BuildRecord | undefined;
  readonly mismatch: FindMismatch | undefined;
}

const noneInvalid: readonly InvalidRecord[] = [];

function takeRecords(
  { logType, build, mismatch }: Checks,
  candidates: ReturnType<ParsePayload>,
  envelope: JsonObject | undefined,
  mode: NumberMode,
): Fit | undefined {
  const spelled = mode === 'spelled';
  const records: LogRecord[] = [];
  let invalid: InvalidRecord[] | undefined;
  for (let index = 0; index < candidates.length; index++) {
    const candidate = candidates[index];
    if (candidate === undefined) continue;
    if (candidate.outcome === 'rejected') {
      const { reason, raw } = candidate;
      (invalid ??= []).push({ index, reason, raw });
      continue;
    }
    const raw = candidate.record;
    const record = build === undefined ? asRecord(raw) : build(raw, spelled);
    if (record === refused) {
      (invalid ??= []).push({ index, reason: 'keys or types do not fit the schema', raw });
      continue;
    }
    const field = mismatch?.(record, envelope);
    if (field !== undefined) {
      (invalid ??= []).push({ index, reason: `"${field}" fits none of its log_patterns`, raw });
      continue;
    }
    if (envelope !== undefined) record[envelopeKey] = { ...envelope };
    records.push(record);
  }
  return records.length === 0 ? undefined : { logType, records, invalid: invalid ?? noneInvalid };
}

/** The empty schema takes anything; what is not an object is kept under one key, since records are objects. */
const asRecord = (raw: JsonValue): JsonObject => (isJsonObject(raw) ? { ...raw } : { value: raw });

type TakeEnvelope = (value: JsonValue, spelled: boolean) => JsonObject | undefined | typeof refused;

function compileEnvelope({ envelope, optionalEnvelopeKeys }: LogType): TakeEnvelope {
  if (envelope.length === 0) return () => undefined;
  const build = compileBuilder({
    fields: envelope,
    optional: optionalEnvelopeKeys,
    unknownKeys: 'drop',
  });
  return build;
}
