import type { SQLInputValue } from 'node:sqlite';
import type { QuarantineFilter } from '../../../ports/state-store.ts';

/** Conditions on rows, all of which must hold. */
export interface Conditions {
  /** Begins with a blank and `WHERE`; empty when everything is wanted. */
  readonly where: string;
  readonly values: readonly SQLInputValue[];
}

/** A condition with a place for its value, and the value; one without a value is left out. */
export type Asked = readonly [test: string, value: SQLInputValue | undefined];

export function conditions(asked: readonly Asked[]): Conditions {
  const given = asked.flatMap(([test, value]) => (value === undefined ? [] : [{ test, value }]));
  const tests = given.map(({ test }) => test).join(' AND ');
  return {
    where: tests === '' ? '' : ` WHERE ${tests}`,
    values: given.map(({ value }) => value),
  };
}

export const filterConditions = (filter: QuarantineFilter): readonly Asked[] => [
  ['nearest_log_type = ?', filter.logType],
  ['reason = ?', filter.reason],
  ...placeConditions(filter),
];

/** The part of a filter that holds for some records of a kind and not for others. */
export const placeConditions = ({ resource, since, until }: QuarantineFilter): readonly Asked[] => [
  ['resource = ?', resource],
  ['received_at >= ?', since],
  ['received_at < ?', until],
];
