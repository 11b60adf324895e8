import type { Finding } from '../domain/finding.ts';
import type { JsonObject } from '../domain/json.ts';
import { compileJsonPath } from '../parsers/json-path.ts';
import { textOf } from '../stages/classifier/text.ts';
import { checkFit, type FitCheck } from './check-fit.ts';
import { type SchemaDraft, schemaText } from './draft.ts';
import { draftsOf, selfNaming } from './draft-kinds.ts';
import { findTextFormat, formatOfParser } from './find-text-format.ts';
import { exactKindsOf, kindsOf } from './kinds.ts';
import { findLayout, givenLayout, isPlainObject, type Layout, parsedOrNothing } from './layout.ts';
import type { Decision, FoundRecords, InferOptions, Sample } from './inference.ts';
import type { SampleValue } from './shape.ts';

export type Inference =
  | {
      readonly outcome: 'inferred';
      readonly drafts: readonly SchemaDraft[];
      /** The content of a schema file. */
      readonly text: string;
      readonly decisions: readonly Decision[];
      readonly fit: FitCheck;
      /** What the loader says about the schema; a warning is for the operator. */
      readonly findings: readonly Finding[];
    }
  | { readonly outcome: 'refused'; readonly reason: string; readonly hint: string };

/** Writes a schema that every one of the samples fits, or says why there is none. */
export function inferSchema(samples: readonly Sample[], options: InferOptions): Inference {
  const texts = samples.map(({ payload }) => textOf(payload));
  const readable = texts.filter((text) => text !== undefined);
  if (readable.length === 0) {
    const hint = 'Name files with log records in them; text has to be UTF-8.';
    return { outcome: 'refused', reason: 'there is no record in the samples', hint };
  }
  const documents = texts.map((text) => (text === undefined ? undefined : parsedOrNothing(text)));
  const parsed = documents.filter(isDocument);
  const isJson =
    options.parser === undefined
      ? options.jsonPath !== undefined || parsed.length * 2 >= readable.length
      : options.parser === 'json';
  if (isJson && parsed.length === 0) {
    const hint = 'Leave out --parser json and --json-path to have another format looked for.';
    return { outcome: 'refused', reason: 'none of the samples is a JSON document', hint };
  }
  const attempts = isJson ? jsonAttempts(parsed, options) : [textRecords(samples, texts, options)];
  const inferences = attempts.map((attempt) =>
    typeof attempt === 'string' ? refusal(attempt) : finished(attempt, samples, options),
  );
  return best(inferences);
}

const isDocument = (value: SampleValue | undefined): value is SampleValue =>
  isPlainObject(value) || Array.isArray(value);

const refusal = (reason: string): Inference => ({
  outcome: 'refused',
  reason,
  hint: 'Name the parser with --parser, or look at docs/schemas.md for writing the schema by hand.',
});

/** The first that fits everything, else the one that fits most. */
function best(inferences: readonly Inference[]): Inference {
  const [first, ...others] = inferences;
  if (first === undefined) return refusal('there is no record in the samples');
  if (first.outcome === 'inferred' && first.fit.fitting === first.fit.records) return first;
  return others.reduce((most, other) => {
    if (other.outcome === 'refused') return most;
    if (most.outcome === 'refused') return other;
    return shareOf(other.fit) > shareOf(most.fit) ? other : most;
  }, first);
}

const shareOf = ({ fitting, records }: FitCheck): number => fitting / Math.max(1, records);

/** What was found inside documents; each document as a record is the second thing to try. */
function jsonAttempts(
  documents: readonly SampleValue[],
  options: InferOptions,
): readonly (FoundRecords | string)[] {
  const layout =
    options.jsonPath === undefined
      ? findLayout(documents)
      : givenLayout(options.jsonPath, documents);
  const found = jsonRecords(documents, layout, options);
  if (layout.jsonPath === undefined || options.jsonPath !== undefined) return [found];
  const whole = { embeddedJson: false, hasEnvelope: false, why: 'each document is a record' };
  return [found, jsonRecords(documents, whole, options)];
}

function jsonRecords(
  documents: readonly SampleValue[],
  layout: Layout,
  options: InferOptions,
): FoundRecords | string {
  const records = documents.flatMap((document) => recordsIn(document, layout));
  if (records.length === 0) {
    return layout.jsonPath === undefined
      ? 'none of the documents is an object'
      : `there is no object at ${layout.jsonPath}`;
  }
  const path = layout.jsonPath === undefined ? '' : `json_path ${layout.jsonPath}: `;
  return {
    parser: 'json',
    kinds:
      options.kinds === 'together'
        ? kindsOf(records, () => [])
        : kindsOf(records, (record) => Object.keys(record)),
    envelopes: layout.hasEnvelope ? documents.filter(isPlainObject) : [],
    layout,
    headers: new Set(),
    decisions: [
      { about: 'parser', text: 'json, since the samples are JSON documents' },
      { about: 'records', text: `${path}${layout.why}` },
      ...(layout.embeddedJson
        ? [{ about: 'embedded_json', text: 'what the path selects is text that holds JSON' }]
        : []),
    ],
  };
}

function recordsIn(document: SampleValue, { jsonPath, embeddedJson }: Layout): JsonObject[] {
  if (jsonPath === undefined) return isPlainObject(document) ? [document] : [];
  // A number with its spelling is no document.
  const selected = isDocument(document)
    ? compileJsonPath(jsonPath)(document as Parameters<ReturnType<typeof compileJsonPath>>[0])
    : null;
  const values: readonly SampleValue[] = [selected].flat();
  const decoded = embeddedJson
    ? values.map((value) => (typeof value === 'string' ? parsedOrNothing(value) : undefined))
    : values;
  return decoded.filter(isPlainObject);
}

function textRecords(
  samples: readonly Sample[],
  texts: readonly (string | undefined)[],
  options: InferOptions,
): FoundRecords | string {
  const indexes = texts.flatMap((text, index) => (text === undefined ? [] : [index]));
  const lines = {
    lines: indexes.map((index) => texts[index] ?? ''),
    firstLines: new Set(
      indexes.flatMap((index, line) => (samples[index]?.isFirst === true ? [line] : [])),
    ),
  };
  const format =
    options.parser === undefined
      ? findTextFormat(lines, options.parsers)
      : formatOfParser(options.parser, lines, options.parsers);
  if (format === undefined) {
    return options.parser === undefined
      ? 'no parser reads these lines'
      : `the ${options.parser} parser makes nothing of these lines`;
  }
  const records = format.records.flatMap((record, line) =>
    record === undefined || format.headers.has(line) ? [] : [record],
  );
  const isDistinct =
    options.kinds === 'split' && format.columns === undefined && selfNaming.has(format.parser);
  const isDivided = format.isExact && format.columns === undefined;
  return {
    parser: format.parser,
    kinds: isDivided
      ? exactKindsOf(records, (record) => Object.keys(record))
      : kindsOf(records, isDistinct ? (record) => Object.keys(record) : () => []),
    envelopes: [],
    format,
    headers: new Set([...format.headers].map((line) => indexes[line] ?? -1)),
    decisions: [{ about: 'parser', text: `${format.parser}: ${format.why}` }],
  };
}

function finished(
  found: FoundRecords,
  samples: readonly Sample[],
  options: InferOptions,
): Inference {
  const { drafts, decisions } = draftsOf(found, options);
  const text = schemaText(drafts);
  const records = samples.filter((_, index) => !found.headers.has(index));
  const { fit, findings } = checkFit(text, records, options.parsers);
  return {
    outcome: 'inferred',
    drafts,
    text,
    decisions: [...found.decisions, ...decisions],
    fit,
    findings,
  };
}
