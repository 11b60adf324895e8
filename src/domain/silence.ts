import type { Alert } from './alert.ts';
import { stringifyJson } from './exact-json.ts';
import { firstValue } from './first-value.ts';
import { compileGlob } from './glob.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';

/** Keeps alerts of one kind from being sent for a while. They are stored and counted all the same. */
export interface Silence {
  readonly id: string;
  readonly matcher: SilenceMatcher;
  readonly reason: string;
  readonly author: string;
  /** Milliseconds since 1970 UTC, as are the others. */
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Ended by somebody before it expired. */
  readonly endedAt: number | null;
}

/** All that is given must hold. Texts are globs, such as `okta_*`. */
export interface SilenceMatcher {
  readonly rule?: string;
  readonly logType?: string;
  /** `service:resource` the record came from. */
  readonly source?: string;
  /** Name of a field (found anywhere in the record) or its path (`actor.id`) → a glob for its value. */
  readonly values?: Readonly<Record<string, string>>;
}

/** Says of an alert whether it is muted. */
export function compileSilence(matcher: SilenceMatcher): (alert: Alert) => boolean {
  const { rule = '*', logType = '*', source = '*', values = {} } = matcher;
  const [isRule, isLogType, isSource] = [rule, logType, source].map(compileGlob);
  const tests = Object.entries(values).map(([key, glob]) => ({ key, fits: compileGlob(glob) }));
  return ({ ruleName, logType: type, origin, record }) =>
    isRule?.(ruleName) === true &&
    isLogType?.(type) === true &&
    isSource?.(`${origin.service}:${origin.resource}`) === true &&
    tests.every(({ key, fits }) => {
      const value = valueAt(record, key);
      return value !== undefined && fits(textOf(value));
    });
}

export const isActive = ({ endedAt, expiresAt }: Silence, now: number): boolean =>
  endedAt === null && now < expiresAt;

function valueAt(record: JsonObject, key: string): JsonValue | undefined {
  const found = firstValue(record, key);
  if (found !== undefined || !key.includes('.')) return found;
  let value: JsonValue | undefined = record;
  for (const part of key.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}

const textOf = (value: JsonValue): string =>
  typeof value === 'string' ? value : stringifyJson(value);
