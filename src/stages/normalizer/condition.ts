import { isFalsy } from '../../domain/falsy.ts';
import { isJsonObject, type JsonValue } from '../../domain/json.ts';
import type { NormalizationCondition } from '../../domain/log-type.ts';
import type { LogRecord } from '../../domain/record.ts';
import type { FormOf } from './form.ts';

export type TestRecord = (record: LogRecord) => boolean;

/** Conditions compare the lower-cased text form; an absent or falsy value fails every operator. */
export function compileCondition(
  { path, operator, operand }: NormalizationCondition,
  formOf: FormOf,
): TestRecord {
  const test = operators[operator];
  return (record) => {
    const value = valueAt(record, path);
    return !isFalsy(value) && test(formOf(value ?? null).toLowerCase(), operand);
  };
}

/** Undefined where a key is missing or the path leads through something that is no map. */
function valueAt(record: LogRecord, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = record;
  for (const key of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

type Operand = NormalizationCondition['operand'];
type TestText = (text: string, operand: Operand) => boolean;

const isOneOf: TestText = (text, operand) => operand.includes(text);
const isPart: TestText = (text, operand) =>
  typeof operand === 'string'
    ? text.includes(operand)
    : operand.some((part) => text.includes(part));

const operators: Readonly<Record<NormalizationCondition['operator'], TestText>> = {
  is: (text, operand) => text === operand,
  is_not: (text, operand) => text !== operand,
  in: isOneOf,
  not_in: (text, operand) => !isOneOf(text, operand),
  contains: isPart,
  not_contains: (text, operand) => !isPart(text, operand),
};
