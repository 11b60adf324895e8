import type { NearMiss, QuarantineReason } from '../../domain/batch.ts';
import { hasDelicateNumbers, mayBeContainer } from '../../domain/exact-json.ts';
import { isJsonObject, type JsonValue } from '../../domain/json.ts';
import type { LogType } from '../../domain/log-type.ts';
import type { LogRecord, Payload } from '../../domain/record.ts';
import type { NumberMode, Parser } from '../../parsers/parser.ts';
import {
  type Candidate,
  compileCandidate,
  type Fit,
  type InvalidRecord,
  isWrapped,
} from './candidate.ts';
import { asContent, type Content, decodeDocument, decodeText } from './content.ts';
import { seen } from './convert.ts';
import { compileDecision, type Decide } from './decision.ts';
import { nearnessOf } from './near-miss.ts';

export type { InvalidRecord } from './candidate.ts';

export interface ClassifierOptions {
  readonly parsers: readonly Parser[];
  /**
   * Takes a record that stands by itself also where its schema expects it inside an envelope or at a path, when
   * nothing fits otherwise: files at hand often hold events that somebody unwrapped already.
   */
  readonly acceptBareRecords: boolean;
}

export type Classification =
  | {
      readonly outcome: 'classified';
      readonly logType: LogType;
      readonly records: readonly LogRecord[];
      readonly invalid: readonly InvalidRecord[];
    }
  | {
      readonly outcome: 'unclassified';
      readonly reason: QuarantineReason;
      readonly detail: string;
      readonly nearest: NearMiss | null;
    };

export interface SchemaReport {
  readonly logType: string;
  readonly fits: boolean;
  /** How many records the payload gives under this schema. */
  readonly records: number;
  readonly nearMiss: NearMiss | null;
}

/** Recognises what a payload is: the first schema that gives at least one valid record. Never throws. */
export interface Classifier {
  classify(payload: Payload): Classification;
  /** The same with every digit of integers beyond 2^53, also where no schema describes them. */
  classifyExactly(payload: Payload): Classification;
  /** How near each candidate came; more than one that fits means that the schemas are ambiguous. */
  explain(payload: Payload): readonly SchemaReport[];
}

interface Compiled {
  readonly candidates: readonly Candidate[];
  /** Candidates for text that is not a document. */
  readonly ofText: readonly Candidate[];
  readonly decide: Decide;
  /** As `decide`, among those that also take records without what is normally around them. */
  readonly decideBare: Decide;
  readonly needsDocument: boolean;
  readonly parserOf: ReadonlyMap<string, Parser>;
  readonly nearest: Map<string, NearMiss | null>;
}

/** Sorts the schemas of one source out, once; they must be in the order in which they are tried. */
export function compileClassifier(
  logTypes: readonly LogType[],
  { parsers, acceptBareRecords }: ClassifierOptions,
): Classifier {
  const parserOf = new Map(parsers.map((parser) => [parser.type, parser]));
  const candidates = logTypes.flatMap((logType) => {
    const parser = parserOf.get(logType.parser);
    return parser === undefined ? [] : [compileCandidate(logType, parser)];
  });
  const bare = acceptBareRecords ? candidates.filter(({ logType }) => isWrapped(logType)) : [];
  const compiled: Compiled = {
    candidates,
    ofText: candidates.filter(
      ({ decodes, logType }) =>
        !decodes || logType.fields.length === 0 || (acceptBareRecords && logType.parser !== 'json'),
    ),
    decide: compileDecision(candidates.filter(({ decodes }) => decodes)),
    decideBare: compileDecision(bare, 'bare'),
    needsDocument: candidates.some(({ decodes }) => decodes),
    parserOf,
    nearest: new Map(),
  };
  return {
    classify: (payload) => classifyPayload(payload, compiled, 'fast'),
    classifyExactly: (payload) => classifyPayload(payload, compiled, 'exact'),
    explain: (payload) => explain(payload, compiled),
  };
}

/** Filled and read within one synchronous call, so one list does for all payloads. */
const possible: Candidate[] = [];

function classifyPayload(payload: Payload, compiled: Compiled, mode: NumberMode): Classification {
  if (typeof payload !== 'string' && !(payload instanceof Uint8Array)) {
    const content = asContent(payload);
    return classifiedAs(firstFit(content, compiled, 'exact')) ?? unclassified(content, compiled);
  }
  const decoded = decodeText(payload);
  if (decoded.outcome === 'not UTF-8') {
    const detail = 'bytes that are not UTF-8';
    return { outcome: 'unclassified', reason: 'not UTF-8', detail, nearest: null };
  }
  return classifyText(decoded.text, compiled, mode);
}

function classifyText(text: string, compiled: Compiled, mode: NumberMode): Classification {
  const decodes = compiled.needsDocument && mayBeContainer(text);
  const document = decodes ? decodeDocument(text, mode) : undefined;
  const content: Content = { text, document };

  seen.delicate = false;
  let fit = firstFit(content, compiled, mode);
  // A number went where its spelling matters: if the text has one that parsing changed, read it again.
  if (fit !== undefined && seen.delicate && hasDelicateNumbers(text)) {
    fit = firstFit({ text, document: decodeDocument(text, 'spelled') }, compiled, 'spelled');
  }
  return classifiedAs(fit) ?? unclassified(content, compiled);
}

const classifiedAs = (fit: Fit | undefined): Classification | undefined =>
  fit === undefined
    ? undefined
    : { outcome: 'classified', logType: fit.logType, records: fit.records, invalid: fit.invalid };

function firstFit(content: Content, compiled: Compiled, mode: NumberMode): Fit | undefined {
  const { document } = content;
  if (isJsonObject(document)) {
    const count = compiled.decide(document, possible);
    for (let n = 0; n < count; n++) {
      const fit = possible[n]?.fit(content, mode);
      if (fit !== undefined) return fit;
    }
    const bareCount = compiled.decideBare(document, possible);
    for (let n = 0; n < bareCount; n++) {
      const fit = possible[n]?.fitBare(content, mode);
      if (fit !== undefined) return fit;
    }
    // A document could be one CSV column; schemas that read text come last then.
    return firstOf(compiled.ofText, content, mode);
  }
  return firstOf(document === undefined ? compiled.ofText : compiled.candidates, content, mode);
}

function firstOf(candidates: readonly Candidate[], content: Content, mode: NumberMode) {
  for (const candidate of candidates) {
    const fit = candidate.fit(content, mode);
    if (fit !== undefined) return fit;
  }
  if (isJsonObject(content.document)) return undefined;
  for (const candidate of candidates) {
    const fit = candidate.fitBare(content, mode);
    if (fit !== undefined) return fit;
  }
  return undefined;
}

function unclassified(content: Content, compiled: Compiled): Classification {
  const nearest = nearestOf(content, compiled);
  const looksLikeJson = content.text !== undefined && mayBeContainer(content.text);
  if (content.document === undefined && looksLikeJson && compiled.needsDocument) {
    const detail = 'looks like JSON and is not; it may be cut off';
    return { outcome: 'unclassified', reason: 'not JSON', detail, nearest: null };
  }
  return {
    outcome: 'unclassified',
    reason: 'no schema fits',
    detail: nearest === null ? 'no schema is near' : describe(nearest),
    nearest,
  };
}

/** Garbage tends to repeat its shape; looking for the nearest schema each time would cost more than the rest. */
const nearestKeptMax = 2000;

function nearestOf(content: Content, { candidates, parserOf, nearest }: Compiled): NearMiss | null {
  const { document, text } = content;
  const shape = isJsonObject(document) ? Object.keys(document).join('\u0000') : undefined;
  const known = shape === undefined ? undefined : nearest.get(shape);
  if (known !== undefined) return known;

  let best: { readonly miss: NearMiss; readonly score: number } | undefined;
  for (const candidate of candidates) {
    const parser = parserOf.get(candidate.logType.parser);
    if (parser === undefined) continue;
    // Text that is no document can only be near to what reads text.
    if (document === undefined && text !== undefined && candidate.decodes) continue;
    const found = nearnessOf(candidate, parser, content);
    if (best === undefined || found.score > best.score) best = found;
  }
  const miss = best === undefined || (document !== undefined && best.score <= 0) ? null : best.miss;
  if (shape !== undefined && nearest.size < nearestKeptMax) nearest.set(shape, miss);
  return miss;
}

/** A near miss in words. */
export function describe({
  logType,
  missingKeys,
  unknownKeys,
  wrongTypes,
  other,
}: NearMiss): string {
  const parts = [
    ...(missingKeys.length > 0 ? [`lacks ${missingKeys.join(', ')}`] : []),
    ...(unknownKeys.length > 0 ? [`unknown ${unknownKeys.join(', ')}`] : []),
    ...wrongTypes,
    ...other,
  ];
  return `nearest is ${logType}: ${parts.join('; ')}`;
}

function explain(
  payload: Payload,
  { candidates, parserOf, needsDocument }: Compiled,
): readonly SchemaReport[] {
  const content = contentOf(payload, needsDocument);
  if (content === undefined) return [];
  return candidates.flatMap((candidate) => {
    const parser = parserOf.get(candidate.logType.parser);
    if (parser === undefined) return [];
    const fit = candidate.fit(content, 'exact');
    const nearMiss = fit === undefined ? nearnessOf(candidate, parser, content).miss : null;
    const { name } = candidate.logType;
    return [
      { logType: name, fits: fit !== undefined, records: fit?.records.length ?? 0, nearMiss },
    ];
  });
}

function contentOf(payload: Payload, needsDocument: boolean): Content | undefined {
  if (typeof payload !== 'string' && !(payload instanceof Uint8Array)) return asContent(payload);
  const decoded = decodeText(payload);
  if (decoded.outcome !== 'text') return undefined;
  const { text } = decoded;
  const document: JsonValue | undefined =
    needsDocument && mayBeContainer(text) ? decodeDocument(text, 'exact') : undefined;
  return { text, document };
}
