import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import {
  type LogType,
  type NormalizationCondition,
  type NormalizationEntry,
  normalizationKey,
} from '../../domain/log-type.ts';
import type { LogRecord } from '../../domain/record.ts';
import { textForm } from '../../domain/text-form.ts';

/** Gives like fields of different log types one name. */
export interface Normalizer {
  /**
   * Sets `streamalert_normalization` (configuration.md 11.2) on a record of a log type that declares a
   * normalisation: `{}` when nothing was found. Leaves records of other log types alone.
   */
  normalize(record: LogRecord, logType: LogType): void;
}

type NormalizeRecord = (record: LogRecord) => JsonObject;

export function compileNormalizer(
  logTypes: readonly LogType[],
  newRecordId: () => string,
): Normalizer {
  const compiled = new Map(
    logTypes.flatMap((logType) =>
      logType.normalization === undefined ? [] : [[logType.name, compile(logType, newRecordId)]],
    ),
  );
  return {
    normalize(record, { name }) {
      const normalizeRecord = compiled.get(name);
      if (normalizeRecord !== undefined) record[normalizationKey] = normalizeRecord(record);
    },
  };
}

function compile({ normalization = [] }: LogType, newRecordId: () => string): NormalizeRecord {
  const types = normalization.map(({ type, entries }) => ({ type, finders: entries.map(finder) }));
  return (record) => {
    const result: JsonObject = {};
    let found = false;
    for (const { type, finders } of types) {
      let elements: JsonValue[] | undefined;
      for (const find of finders) {
        const element = find(record);
        if (element !== undefined) (elements ??= []).push(element);
      }
      if (elements === undefined) continue;
      if (!found) result['streamalert_record_id'] = newRecordId();
      found = true;
      result[type] = elements;
    }
    return result;
  };
}

type FindElement = (record: LogRecord) => JsonObject | undefined;

function finder(entry: NormalizationEntry): FindElement {
  const { path, function: purpose, condition, sendToArtifacts } = entry;
  const holds = condition === undefined ? undefined : compileCondition(condition);
  return (record) => {
    if (holds !== undefined && !holds(record)) return undefined;
    const value = truthyAt(record, path);
    if (value === undefined) return undefined;
    const values = Array.isArray(value) ? value : [textForm(value)];
    return sendToArtifacts
      ? { function: purpose, values }
      : { function: purpose, values, send_to_artifacts: false };
  };
}

/** The value at a path; undefined where a step is missing, falsy or leads through something that is no map. */
function truthyAt(record: LogRecord, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = record;
  for (let step = 0; step < path.length; step++) {
    const key = path[step];
    if (!isJsonObject(value) || key === undefined) return undefined;
    value = value[key];
    if (!value || (key in prototype && !Object.hasOwn(record, key) && step === 0)) return undefined;
  }
  return isEmpty(value) ? undefined : value;
}

const prototype: object = Object.prototype;

const isEmpty = (value: JsonValue | undefined): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0);

/** Conditions compare the lower-cased text form; an absent or falsy value fails every operator. */
function compileCondition({ path, operator, operand }: NormalizationCondition) {
  const test = operators[operator];
  return (record: LogRecord): boolean => {
    const value = truthyAt(record, path);
    return value !== undefined && test(textForm(value).toLowerCase(), operand);
  };
}

type Operand = NormalizationCondition['operand'];

const isOneOf = (text: string, operand: Operand): boolean => operand.includes(text);
const hasInside = (text: string, operand: Operand): boolean =>
  typeof operand === 'string'
    ? text.includes(operand)
    : operand.some((part) => text.includes(part));

const operators: Readonly<
  Record<NormalizationCondition['operator'], (text: string, operand: Operand) => boolean>
> = {
  is: (text, operand) => text === operand,
  is_not: (text, operand) => text !== operand,
  in: isOneOf,
  not_in: (text, operand) => !isOneOf(text, operand),
  contains: hasInside,
  not_contains: (text, operand) => !hasInside(text, operand),
};
