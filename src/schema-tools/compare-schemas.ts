import { logTypesFromSchemas } from '../config/schemas/log-types.ts';
import type { LogType } from '../domain/log-type.ts';
import type { Parser } from '../parsers/parser.ts';
import { compileClassifier } from '../stages/classifier/classifier.ts';
import { fitOf } from './check-fit.ts';
import type { Sample } from './inference.ts';
import { spread } from './layout.ts';

/** A schema file with its content. */
export interface SchemaFile {
  /** Below the configuration directory: `schemas/okta.json`. */
  readonly relative: string;
  readonly text: string;
}

/** How a new schema stands among others that a project has. */
export interface Standing {
  readonly records: number;
  /** Log types that fit the samples without the new schema, with how many records each takes. */
  readonly already: readonly LogTypeCount[];
  /** Of all log types together, in the order in which they are tried: which one takes the samples. */
  readonly taken: readonly LogTypeCount[];
  /** Log types that fit samples which the new schema fits as well. */
  readonly ambiguousWith: readonly LogTypeCount[];
  /** Log types tried after the new one whose records it might take. */
  readonly mayShadow: readonly string[];
}

export interface LogTypeCount {
  readonly logType: string;
  readonly count: number;
}

/** Asking every schema about a sample takes long; so many show whether several fit. */
const samplesExplained = 200;

/** Compares a new schema with those there are, by what becomes of the samples. */
export function standingOf(
  samples: readonly Pick<Sample, 'payload'>[],
  added: SchemaFile,
  existing: readonly SchemaFile[],
  parsers: readonly Parser[],
): Standing {
  const others = existing.filter(({ relative }) => relative !== added.relative);
  const before = logTypesIn(others, parsers);
  const after = logTypesIn(inOrderOfLoading([...others, added]), parsers);
  const own = new Set(logTypesIn([added], parsers).map(({ name }) => name));
  const options = { parsers, acceptBareRecords: true };
  const old = fitOf(samples, compileClassifier(before, options));
  const all = compileClassifier(after, options);
  const now = fitOf(samples, all);

  const ambiguous = new Map<string, number>();
  for (const { payload } of spread(samples, samplesExplained)) {
    const fitting = all.explain(payload).filter(({ fits }) => fits);
    if (!fitting.some(({ logType }) => own.has(logType))) continue;
    for (const { logType } of fitting) {
      if (!own.has(logType)) ambiguous.set(logType, (ambiguous.get(logType) ?? 0) + 1);
    }
  }
  return {
    records: now.records,
    already: counts(old.byLogType),
    taken: counts(now.byLogType),
    ambiguousWith: counts(ambiguous),
    mayShadow: shadowedBy(own, after),
  };
}

const counts = (byLogType: ReadonlyMap<string, number>): readonly LogTypeCount[] =>
  [...byLogType]
    .map(([logType, count]) => ({ logType, count }))
    .toSorted((a, b) => b.count - a.count);

/** Files are read in the order of their names. */
const inOrderOfLoading = (files: readonly SchemaFile[]): readonly SchemaFile[] =>
  files.toSorted((a, b) => (a.relative < b.relative ? -1 : 1));

function logTypesIn(files: readonly SchemaFile[], parsers: readonly Parser[]): readonly LogType[] {
  const sources = files.map(({ relative, text }) => ({ file: relative, relative, text }));
  return logTypesFromSchemas(sources, { parsers }).logTypes;
}

/** A schema that lets unknown keys pass takes every later one's records that have the keys it demands. */
function shadowedBy(own: ReadonlySet<string>, logTypes: readonly LogType[]): readonly string[] {
  return logTypes.flatMap((later, index) => {
    if (own.has(later.name) || later.jsonPath !== undefined || later.fields.length === 0) return [];
    const earlier = logTypes.slice(0, index).filter(({ name }) => own.has(name));
    return earlier.some((schema) => mayTake(schema, later)) ? [later.name] : [];
  });
}

function mayTake(schema: LogType, later: LogType): boolean {
  const { fields, optionalKeys, unknownKeys, parser, jsonPath, logPatterns } = schema;
  const isComparable = parser === later.parser && jsonPath === undefined && !logPatterns;
  if (!isComparable || unknownKeys === 'reject') return false;
  const names = new Set(later.fields.map(({ name }) => name));
  return fields.every(({ name }) => optionalKeys.has(name) || names.has(name));
}
