import { isJsonObject, type JsonValue } from '../domain/json.ts';
import { nearestName } from '../domain/nearest-name.ts';
import { sourceServices } from '../sources/services.ts';
import { showValue } from './show-value.ts';
import type { RawEvent } from './test-event.ts';

const compressions: readonly unknown[] = [undefined, true, false, 'zlib', 'gzip'];

export const knownKeys = [
  'data',
  'override_record',
  'description',
  'log',
  'service',
  'source',
  'cluster',
  'trigger_rules',
  'classify_only',
  'not_logs',
  'compress',
  'skip_publishers',
  'publisher_tests',
  'test_fixtures',
] as const;

/** The word for a kind of JSON value. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** The first thing that keeps an event from being run, in the order of operations.md 2.2; undefined: nothing. */
export function problemOf(
  event: RawEvent,
  logTypes: readonly string[],
  isLogRequired: boolean,
): string | undefined {
  return (
    missingKeys(event, isLogRequired) ??
    missingData(event) ??
    missingRules(event) ??
    unknownLog(event['log'], logTypes) ??
    unwantedLogs(event, logTypes) ??
    wrongKind(event) ??
    wrongSource(event) ??
    wrongFixtures(event['test_fixtures'])
  );
}

/** Keys that mean nothing here, with the one that was most likely meant. */
export function unknownKeysOf(event: RawEvent): readonly string[] {
  return Object.keys(event)
    .filter((key) => !knownKeys.some((known) => known === key))
    .map((key) => {
      const nearest = nearestName(key, knownKeys);
      return nearest ? `"${key}" (did you mean "${nearest}"?)` : `"${key}"`;
    });
}

function missingKeys(event: RawEvent, isLogRequired: boolean): string | undefined {
  const isLogOptional = !isLogRequired || Object.hasOwn(event, 'not_logs');
  const required = isLogOptional ? ['description'] : ['description', 'log'];
  const missing = required.filter((key) => !Object.hasOwn(event, key));
  if (missing.length === 0) return undefined;
  return `the event lacks ${missing.map((key) => `"${key}"`).join(', ')}`;
}

function missingData({ data, override_record: override }: RawEvent): string | undefined {
  if (!isEmpty(data) || !isEmpty(override)) return undefined;
  return 'the event needs "data" (a whole record) or "override_record" (a part of one), and not an empty one';
}

const isEmpty = (value: JsonValue | undefined): boolean =>
  !value || (typeof value === 'object' && Object.keys(value).length === 0);

function missingRules(event: RawEvent): string | undefined {
  if (event['classify_only'] === true || Object.hasOwn(event, 'trigger_rules')) return undefined;
  return 'the event lacks "trigger_rules": name the rules that must alert, or write [] when none may';
}

/** A record that must not be of some log type is not for rules unless it says which one it is of. */
function unwantedLogs(event: RawEvent, logTypes: readonly string[]): string | undefined {
  const unwanted = event['not_logs'];
  if (unwanted === undefined) return undefined;
  if (!Array.isArray(unwanted) || unwanted.length === 0) {
    return '"not_logs" must be a list of log types that the record must not fit';
  }
  if (event['log'] === undefined && event['classify_only'] !== true) {
    return '"not_logs" without "log" needs "classify_only": true';
  }
  return unwanted
    .map((name) => unknownLog(name ?? null, logTypes))
    .find((message) => message !== undefined);
}

function unknownLog(log: JsonValue | undefined, logTypes: readonly string[]): string | undefined {
  if (log === undefined) return undefined;
  if (typeof log !== 'string') return `"log" must be the name of a log type, found ${kindOf(log)}`;
  if (logTypes.includes(log)) return undefined;
  const nearest = nearestName(log, logTypes);
  return `no schema defines the log type "${log}"${nearest ? `. Did you mean "${nearest}"?` : ''}`;
}

/** Keys whose value must be of one kind. */
const kinds: readonly (readonly [key: string, kind: string, isOf: (value: unknown) => boolean])[] =
  [
    ['description', 'text', (value) => typeof value === 'string'],
    ['override_record', 'an object', isJsonObject],
    [
      'trigger_rules',
      "a list of rules' names",
      (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
    ],
    ['classify_only', 'true or false', (value) => typeof value === 'boolean'],
    ['skip_publishers', 'true or false', (value) => typeof value === 'boolean'],
    ['compress', 'true, false, "zlib" or "gzip"', (value) => compressions.includes(value)],
    ['publisher_tests', 'an object of output → checks', isJsonObject],
    ['cluster', "a cluster's name", (value) => typeof value === 'string'],
  ];

function wrongKind(event: RawEvent): string | undefined {
  const { data } = event;
  if (!isEmpty(data) && typeof data !== 'string' && !isJsonObject(data)) {
    return `"data" must be an object or text, found ${kindOf(data)}`;
  }
  for (const [key, kind, isOf] of kinds) {
    const value = event[key];
    if (value !== undefined && !isOf(value)) {
      return `"${key}" must be ${kind}, found ${kindOf(value)}`;
    }
  }
  return undefined;
}

function wrongSource({ service, source, cluster }: RawEvent): string | undefined {
  if (service === undefined && source === undefined) {
    return cluster === undefined ? undefined : '"cluster" needs "service" and "source" beside it';
  }
  if (service === undefined) return 'the event has a "source" but no "service"';
  if (typeof service !== 'string' || !sourceServices.some((known) => known === service)) {
    return `${showValue(service)} is no service; use one of ${sourceServices.join(', ')}`;
  }
  if (typeof source === 'string') return undefined;
  return `"source" must name a source of the service "${service}", found ${
    source === undefined ? 'nothing' : kindOf(source)
  }`;
}

function wrongFixtures(fixtures: JsonValue | undefined): string | undefined {
  if (fixtures === undefined) return undefined;
  if (!isJsonObject(fixtures)) {
    return `"test_fixtures" must be an object, found ${kindOf(fixtures)}`;
  }
  const unknown = Object.keys(fixtures).find(
    (key) => key !== 'lookup_tables' && key !== 'threat_intel',
  );
  if (unknown !== undefined) {
    return `"test_fixtures" knows "lookup_tables" and "threat_intel", not "${unknown}"`;
  }
  return wrongLookupTables(fixtures['lookup_tables']) ?? wrongIndicators(fixtures['threat_intel']);
}

function wrongLookupTables(tables: JsonValue | undefined): string | undefined {
  if (tables === undefined) return undefined;
  const isSound = isJsonObject(tables) && Object.values(tables).every(isJsonObject);
  return isSound
    ? undefined
    : '"test_fixtures.lookup_tables" must be an object of table → key → value';
}

function wrongIndicators(indicators: JsonValue | undefined): string | undefined {
  if (indicators === undefined) return undefined;
  const isSound =
    Array.isArray(indicators) &&
    indicators.every((indicator) => isJsonObject(indicator) && isValue(indicator['ioc_value']));
  return isSound
    ? undefined
    : '"test_fixtures.threat_intel" must be a list of objects, each with the text "ioc_value"';
}

const isValue = (value: unknown): boolean => typeof value === 'string' && value !== '';
