import { eventTimeReader } from '../../domain/event-time.ts';
import { isJsonObject, type JsonValue } from '../../domain/json.ts';
import { type LogType, normalizationKey } from '../../domain/log-type.ts';
import type { LogRecord } from '../../domain/record.ts';
import { byNearness } from '../../stages/classifier/explain.ts';
import type { Classifier, SchemaReport } from '../../stages/classifier/classifier.ts';
import type { Normalizer } from '../../stages/normalizer/normalizer.ts';
import { type Finding, findingsOf } from './classified-groups.ts';

export interface ExplainStages {
  readonly classifier: Classifier;
  readonly normalizer: Normalizer;
  readonly now: number;
}

/** Everything about one payload: what it is, why, and what else it nearly was. */
export interface PayloadExplanation {
  readonly findings: readonly Finding[];
  /** Names of the log types that fit, in the order they are tried; the first wins, and several are ambiguous. */
  readonly fitting: readonly string[];
  /** Whether the event was found inside what an export puts around it, which no schema says. */
  readonly isUnwrapped: boolean;
  /** Of the first record; undefined when nothing fits. */
  readonly record:
    | {
        readonly eventTime: string | undefined;
        /** Where the log type says the time stands; undefined where a usual name was looked for. */
        readonly timeField: string | undefined;
        readonly normalized: readonly NormalizedValue[];
      }
    | undefined;
  /** Every schema that was tried, those that fit first and then the nearest. */
  readonly schemas: readonly SchemaReport[];
}

export interface NormalizedValue {
  readonly type: string;
  readonly function: string | null;
  readonly values: readonly JsonValue[];
}

export function explainPayload(
  payload: string | Uint8Array,
  { classifier, normalizer, now }: ExplainStages,
): PayloadExplanation {
  const classification = classifier.classifyExactly(payload);
  const schemas = byNearness(classifier.explain(payload));
  const fits = schemas.filter((report) => report.fits).map(({ logType }) => logType);
  const isClassified = classification.outcome === 'classified';
  const winner = isClassified ? classification.logType.name : undefined;
  // What is taken is what the classifier says; the reports say what else fits.
  const fitting =
    winner === undefined ? [] : [winner, ...fits.filter((logType) => logType !== winner)];
  const [first] = isClassified ? classification.records : [];
  return {
    findings: findingsOf(classification),
    fitting,
    isUnwrapped: winner !== undefined && !fits.includes(winner),
    record:
      isClassified && first !== undefined
        ? recordFacts(first, classification.logType, normalizer, now)
        : undefined,
    schemas,
  };
}

function recordFacts(record: LogRecord, logType: LogType, normalizer: Normalizer, now: number) {
  normalizer.normalize(record, logType);
  const instant = eventTimeReader(logType)(record, now);
  return {
    eventTime: instant === undefined ? undefined : isoText(instant),
    timeField: logType.timeField?.path.join('.'),
    normalized: normalizedValues(record[normalizationKey]),
  };
}

/** A time that no calendar has is shown as the number it is. */
function isoText(instant: number): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? String(instant) : date.toISOString();
}

function normalizedValues(normalization: JsonValue | undefined): readonly NormalizedValue[] {
  if (!isJsonObject(normalization)) return [];
  return Object.entries(normalization).flatMap(([type, entries]) =>
    Array.isArray(entries)
      ? entries.filter(isJsonObject).map((entry) => ({
          type,
          function: typeof entry['function'] === 'string' ? entry['function'] : null,
          values: Array.isArray(entry['values']) ? entry['values'] : [],
        }))
      : [],
  );
}
