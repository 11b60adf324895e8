import type { NearMiss, QuarantineReason } from '../../domain/batch.ts';
import { hasDelicateNumbers } from '../../domain/exact-json.ts';
import { isJsonObject } from '../../domain/json.ts';
import type { LogType } from '../../domain/log-type.ts';
import type { LogRecord, Payload } from '../../domain/record.ts';
import type { Parser } from '../../parsers/parser.ts';
import type { Candidate, Fit, InvalidRecord } from './candidate.ts';
import { compileCandidate } from './compile-candidate.ts';
import { type Content, decodeDocument, type NumberMode, tooDeep } from './content.ts';
import { seen } from './convert.ts';
import { compileDecision, type Decide, type Visit } from './decision.ts';
import { reportsOn, type SchemaReport } from './explain.ts';
import { wordsOf } from './near-miss.ts';
import { compileNearest, type FindNearest } from './nearest.ts';
import { copyOf } from './nesting.ts';
import { type Readable, readableBy } from './root-keys.ts';
import { mayBeContainer, textOf } from './text.ts';
import { fitUnwrapped } from './unwrap.ts';

export type { InvalidRecord } from './candidate.ts';
export type { SchemaReport } from './explain.ts';

export interface ClassifierOptions {
  readonly parsers: readonly Parser[];
  /**
   * Takes a record that stands by itself also where its schema expects it at a path, without path and envelope, when
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

/** Recognises what a payload is: the first schema that gives at least one valid record. Never throws. */
export interface Classifier {
  classify(payload: Payload): Classification;
  /** The same with every digit of integers beyond 2^53, also where no schema describes them. */
  classifyExactly(payload: Payload): Classification;
  /** How near each candidate came; more than one that fits means that the schemas are ambiguous. */
  explain(payload: Payload): readonly SchemaReport[];
}

/** Candidates, sorted by what they can read. */
interface Round {
  readonly all: readonly Candidate[];
  readonly ofObject: Decide;
  readonly ofList: readonly Candidate[];
  /** For single values and text that is no document. */
  readonly ofScalar: Decide;
}

interface Compiled {
  /** A second one follows where records may stand by themselves. */
  readonly rounds: readonly Round[];
  readonly needsDocument: boolean;
  /** Whether a document may also be a single value, such as a quoted text. */
  readonly needsScalar: boolean;
  readonly readsInside: boolean;
  /** Whether events are looked for inside what exports put around them. */
  readonly unwraps: boolean;
  readonly findNearest: FindNearest;
}

/** Sorts the schemas of one source out, once; they must be in the order in which they are tried. */
export function compileClassifier(
  logTypes: readonly LogType[],
  { parsers, acceptBareRecords }: ClassifierOptions,
): Classifier {
  const parserOf = new Map(parsers.map((parser) => [parser.type, parser]));
  const compileAll = (all: readonly LogType[]): Round => {
    const candidates = all.flatMap((logType) => {
      const parser = parserOf.get(logType.parser);
      return parser === undefined ? [] : [compileCandidate(logType, parser)];
    });
    const reading = (kind: keyof Readable) =>
      candidates.filter(({ decodes, logType }) => !decodes || readableBy(logType)[kind]);
    return {
      all: candidates,
      ofObject: compileDecision(reading('objects'), 'objects'),
      ofList: reading('lists'),
      ofScalar: compileDecision(reading('scalars'), 'scalars'),
    };
  };

  const whole = compileAll(logTypes);
  const bare = acceptBareRecords ? [compileAll(logTypes.flatMap(bareLogType))] : [];
  const rounds = [whole, ...bare];
  const candidates = rounds.flatMap(({ all }) => all);
  const compiled: Compiled = {
    rounds,
    needsDocument: candidates.some(({ decodes }) => decodes),
    needsScalar: candidates.some(({ decodes, logType }) => decodes && readableBy(logType).scalars),
    readsInside: logTypes.some((logType) => logType.embeddedJson || logType.jsonRegexKey),
    unwraps: acceptBareRecords,
    findNearest: compileNearest(candidates),
  };
  return {
    classify: (payload) => classify(payload, compiled, 'fast'),
    classifyExactly: (payload) => classify(payload, compiled, 'exact'),
    explain: (payload) => explain(payload, compiled),
  };
}

/** The log type of a record that somebody took out of what its schema expects around it. */
function bareLogType({ jsonPath, ...logType }: LogType): readonly LogType[] {
  if (jsonPath === undefined) return [];
  return [{ ...logType, embeddedJson: false, envelope: [], optionalEnvelopeKeys: new Set() }];
}

function classify(payload: Payload, compiled: Compiled, mode: NumberMode): Classification {
  const content = contentOf(payload, compiled, mode);
  if (typeof content === 'string') return unreadable[content];

  seen.delicate = false;
  let fit = firstFit(content, compiled);
  // A number went where its spelling matters: if parsing changed one, everything is read again.
  if (seen.delicate && mayBeSpelled(content, compiled)) {
    const spelled = contentOf(payload, compiled, 'spelled');
    if (typeof spelled !== 'string') fit = firstFit(spelled, compiled);
  }
  if (fit === undefined) return unclassified(content, compiled);
  const { logType, records, invalid } = fit;
  return { outcome: 'classified', logType, records, invalid };
}

type Unreadable = 'not UTF-8' | 'too deep';

function contentOf(
  payload: Payload,
  { needsDocument, needsScalar }: Compiled,
  mode: NumberMode,
): Content | Unreadable {
  if (typeof payload !== 'string' && !(payload instanceof Uint8Array)) {
    // What a rule does with a record must stay away from what the caller has.
    const document = copyOf(payload);
    return document === undefined ? 'too deep' : { text: undefined, document, mode };
  }
  const text = textOf(payload);
  if (text === undefined) return 'not UTF-8';
  const decodes = needsDocument && (needsScalar || mayBeContainer(text));
  const document = decodes ? decodeDocument(text, mode) : undefined;
  return document === tooDeep ? 'too deep' : { text, document, mode };
}

const mayBeSpelled = ({ text }: Content, { readsInside }: Compiled): boolean =>
  text === undefined ? readsInside : hasDelicateNumbers(text);

function firstFit(content: Content, compiled: Compiled): Fit | undefined {
  const fit = fitAsItIs(content, compiled);
  if (fit !== undefined || !compiled.unwraps) return fit;
  const decode = (text: string) => {
    const document = mayBeContainer(text) ? decodeDocument(text, content.mode) : undefined;
    return document === tooDeep ? undefined : document;
  };
  return fitUnwrapped(content, (inner) => fitAsItIs(inner, compiled), decode);
}

function fitAsItIs(content: Content, { rounds }: Compiled): Fit | undefined {
  for (const round of rounds) {
    const fit = fitIn(round, content);
    if (fit !== undefined) return fit;
  }
  return undefined;
}

function fitIn(round: Round, content: Content): Fit | undefined {
  if (isJsonObject(content.document)) return round.ofObject(content, tryOn);
  if (!Array.isArray(content.document)) return round.ofScalar(content, tryOn);
  for (const candidate of round.ofList) {
    const fit = candidate.fit(content);
    if (fit !== undefined) return fit;
  }
  return undefined;
}

const tryOn: Visit = (candidate, content) => candidate.fit(content);

const refusal = (reason: QuarantineReason, detail: string): Classification => ({
  outcome: 'unclassified',
  reason,
  detail,
  nearest: null,
});

const unreadable: Readonly<Record<Unreadable, Classification>> = {
  'not UTF-8': refusal('not UTF-8', 'bytes that are not UTF-8'),
  'too deep': refusal('too deep', 'nested too deeply to be an event'),
};

function unclassified(content: Content, { needsDocument, findNearest }: Compiled): Classification {
  const { document, text } = content;
  if (document === undefined && text !== undefined && needsDocument && mayBeContainer(text)) {
    return refusal('not JSON', 'looks like JSON and is not; it may be cut off');
  }
  const nearest = findNearest(content);
  const found = { outcome: 'unclassified', reason: 'no schema fits' } as const;
  if (nearest === undefined) {
    const detail = 'too large or too varied to look for the nearest schema';
    return { ...found, detail, nearest: null };
  }
  const detail =
    nearest === null ? 'no schema is near' : `nearest is ${nearest.logType}: ${wordsOf(nearest)}`;
  return { ...found, detail, nearest };
}

function explain(payload: Payload, compiled: Compiled): readonly SchemaReport[] {
  const [whole = { all: [] }, bare = { all: [] }] = compiled.rounds;
  const content = contentOf(payload, compiled, 'spelled');
  if (typeof content === 'string') {
    return whole.all.map(({ logType: { name } }) => ({
      logType: name,
      fits: false,
      records: 0,
      nearMiss: {
        logType: name,
        missingKeys: [],
        unknownKeys: [],
        wrongTypes: [],
        other: [content],
      },
    }));
  }
  const reports = reportsOn(content, whole.all);
  if (reports.some(({ fits }) => fits)) return reports;
  const unwrapped = new Map(
    reportsOn(content, bare.all).flatMap((report) =>
      report.fits ? [[report.logType, report] as const] : [],
    ),
  );
  return reports.map((report) => unwrapped.get(report.logType) ?? report);
}
