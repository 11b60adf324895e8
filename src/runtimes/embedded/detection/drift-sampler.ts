import type { QuarantinedRecord } from '../../../domain/batch.ts';
import { type LogTypeDrift, typeWord, type UnknownKey } from '../../../domain/drift.ts';
import { isJsonObject, type JsonValue } from '../../../domain/json.ts';
import { envelopeKey, type Field, type LogType } from '../../../domain/log-type.ts';
import type { LogRecord } from '../../../domain/record.ts';
import type { Parser } from '../../../parsers/parser.ts';
import { type Classifier, compileClassifier } from '../../../stages/classifier/classifier.ts';
import { rejectedKeys } from './rejected-keys.ts';

/** Looks at some of the records for keys that their schema lacks. One for each worker. */
export interface DriftSampler {
  begin(): BatchDrift;
}

/** What is found in one batch. */
export interface BatchDrift {
  /** Called for each payload, before its records are normalised. Nearly always it does no more than count. */
  see(logType: LogType, records: readonly LogRecord[], payload: string | Uint8Array): void;
  result(quarantined: readonly QuarantinedRecord[]): readonly LogTypeDrift[];
}

/** The first records of each log type that a worker meets, so that a few files are told about as well as many. */
const firstRecords = 100;
/** Then the first of each batch and one in about so many; the distance varies, since logs come in rounds. */
const distanceMean = 128;
/** Keys that a schema drops are found by reading the payload again, which costs more. */
const distanceMeanOfDropped = 512;
/** Keys of one log type that a batch names. */
const keysMax = 50;
/** Longer ones are no names that somebody gave. */
const keyCharactersMax = 120;

export function driftSampler(parsers: readonly Parser[]): DriftSampler {
  const known = new Map<LogType, Watched>();
  const watchedOf = (logType: LogType): Watched => {
    const found = known.get(logType);
    if (found !== undefined) return found;
    const watched = watch(logType, parsers);
    known.set(logType, watched);
    return watched;
  };
  return { begin: () => batchDrift(watchedOf, distances()) };
}

/** Numbers that scatter around a mean, always the same ones, so that a repeated run finds the same. */
function distances(): (mean: number) => number {
  let state = 0x2545f491;
  return (mean) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 1 + Math.floor((state / 2 ** 32) * (2 * mean - 1));
  };
}

/** How a log type is looked at. */
interface Watched {
  /** How many of the first records are still to come. */
  first: number;
  readonly known: KnownKeys;
  readonly mean: number;
  /** Reads a payload with the keys that the schema drops; undefined where the records have them. */
  readonly whole: Classifier | undefined;
}

interface KnownKeys {
  readonly names: ReadonlySet<string>;
  readonly inner: readonly { readonly name: string; readonly known: KnownKeys }[];
}

function watch(logType: LogType, parsers: readonly Parser[]): Watched {
  const drops = logType.unknownKeys === 'drop';
  const { logPatterns: _, ...plain } = logType;
  return {
    first: firstRecords,
    known: knownKeys(logType.fields),
    mean: drops ? distanceMeanOfDropped : distanceMean,
    whole: drops
      ? compileClassifier([{ ...plain, unknownKeys: 'keep' }], { parsers, acceptBareRecords: true })
      : undefined,
  };
}

const knownKeys = (fields: readonly Field[]): KnownKeys => ({
  names: new Set(fields.map(({ name }) => name)),
  inner: fields.flatMap(({ name, type }) =>
    type.kind === 'map' ? [{ name, known: knownKeys(type.fields) }] : [],
  ),
});

/** The state of one log type in one batch. */
interface Looking {
  readonly logType: LogType;
  readonly watched: Watched;
  /** Records to pass over before the next one is looked at. */
  skip: number;
  sampled: number;
  furtherKeys: number;
  readonly keys: Map<
    string,
    { readonly path: readonly string[]; count: number; types: Set<string> }
  >;
}

function batchDrift(
  watchedOf: (logType: LogType) => Watched,
  distance: (mean: number) => number,
): BatchDrift {
  const lookings = new Map<LogType, Looking>();
  let last: Looking | undefined;

  const lookingAt = (logType: LogType): Looking => {
    const found = lookings.get(logType) ?? {
      logType,
      watched: watchedOf(logType),
      skip: 0,
      sampled: 0,
      furtherKeys: 0,
      keys: new Map(),
    };
    lookings.set(logType, found);
    return found;
  };

  return {
    see(logType, records, payload) {
      // Neighbours are mostly of one log type, and nearly all are passed over.
      if (last?.logType === logType && last.skip >= records.length) {
        last.skip -= records.length;
        return;
      }
      // Where unknown keys are rejected, a record that fits has none; an empty schema knows no key at all.
      if (logType.unknownKeys === 'reject' || logType.fields.length === 0) return;
      if (last?.logType !== logType) last = lookingAt(logType);
      let at = last.skip;
      while (at < records.length) {
        look(last, records, at, payload);
        at += last.watched.first-- > 0 ? 1 : distance(last.watched.mean);
      }
      last.skip = at - records.length;
    },
    result: (quarantined) => driftsOf(lookings, rejectedKeys(quarantined)),
  };
}

function look(
  looking: Looking,
  records: readonly LogRecord[],
  at: number,
  payload: string | Uint8Array,
): void {
  looking.sampled++;
  const { whole, known } = looking.watched;
  const record = whole === undefined ? records[at] : wholeRecord(whole, payload, at);
  if (record !== undefined) lookInside(looking, known, record, undefined);
}

function wholeRecord(whole: Classifier, payload: string | Uint8Array, at: number) {
  const result = whole.classify(payload);
  return result.outcome === 'classified' ? result.records[at] : undefined;
}

function lookInside(
  looking: Looking,
  { names, inner }: KnownKeys,
  map: LogRecord,
  path: readonly string[] | undefined,
): void {
  for (const key in map) {
    if (names.has(key) || (path === undefined && key === envelopeKey)) continue;
    note(looking, [...(path ?? []), key], map[key] ?? null);
  }
  for (const { name, known } of inner) {
    const value = map[name];
    if (isJsonObject(value)) lookInside(looking, known, value, [...(path ?? []), name]);
  }
}

function note(looking: Looking, path: readonly string[], value: JsonValue): void {
  const { keys } = looking;
  const name = path.join('\u0000');
  const known = keys.get(name);
  if (known !== undefined) {
    known.count++;
    known.types.add(typeWord(value));
    return;
  }
  if (keys.size >= keysMax || path.some((key) => key.length > keyCharactersMax)) {
    looking.furtherKeys++;
    return;
  }
  keys.set(name, { path, count: 1, types: new Set([typeWord(value)]) });
}

function driftsOf(
  lookings: ReadonlyMap<LogType, Looking>,
  rejected: ReadonlyMap<string, readonly UnknownKey[]>,
): readonly LogTypeDrift[] {
  const sampled = [...lookings.values()].map(({ logType: { name }, keys, ...looking }) => ({
    logType: name,
    sampled: looking.sampled,
    keys: [...keys.values()].map(({ types, ...key }) => ({ ...key, types: [...types] })),
    furtherKeys: looking.furtherKeys,
    rejected: rejected.get(name) ?? [],
  }));
  const others = [...rejected]
    .filter(([name]) => !sampled.some(({ logType }) => logType === name))
    .map(([logType, keys]) => ({
      logType,
      sampled: 0,
      keys: [],
      furtherKeys: 0,
      rejected: keys,
    }));
  return [...sampled, ...others];
}
