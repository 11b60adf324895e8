import type { LogTypeName } from '../domain/record-of.ts';

/** Of the registry, so that values of two copies of this module know each other. */
const classifiedKey = Symbol.for('streamalert.classified');

/** A record whose log type is known already. */
export interface Classified {
  readonly logType: string;
  readonly record: object;
  readonly [classifiedKey]: true;
}

/** Says of a record which log type it is, so that a detector need not find out. */
export const classified = (logType: LogTypeName, record: object): Classified => ({
  logType,
  record,
  [classifiedKey]: true,
});

export const isClassified = (payload: object): payload is Classified =>
  Reflect.get(payload, classifiedKey) === true;
