import { windowMinutesMax } from './merge-identity.ts';
import { parseNetwork } from './ip-address.ts';
import { isJsonObject } from './json.ts';
import { nearestName } from './nearest-name.ts';
import { isSeverity, severities } from './severity.ts';

/** One thing that is wrong with a definition. */
export interface Problem {
  /** Dotted path of the option. */
  readonly path: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** What is said about an option's value when it is not as it must be. */
type Check = (value: unknown, path: string) => readonly Problem[];

const shown = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  return typeof value === 'object' && value !== null ? 'a map' : String(value);
};

/** A check that a value is of some kind, said in words. */
const expecting =
  (expected: string, holds: (value: unknown) => boolean): Check =>
  (value, path) =>
    holds(value) ? [] : [{ path, message: `expected ${expected}, found ${shown(value)}` }];

const isText = (value: unknown): value is string => typeof value === 'string';
const isFunction = (value: unknown): boolean => typeof value === 'function';

const text = expecting('text', isText);

const listOf =
  (item: Check): Check =>
  (value, path) =>
    Array.isArray(value)
      ? value.flatMap((entry, index) => item(entry, `${path}[${index}]`))
      : [{ path, message: `expected a list, found ${shown(value)}` }];

const orFunction =
  (check: Check): Check =>
  (value, path) =>
    typeof value === 'function' ? [] : check(value, path);

const mapOf =
  (entry: Check): Check =>
  (value, path) =>
    isJsonObject(value)
      ? Object.entries(value).flatMap(([key, inner]) => entry(inner, `${path}.${key}`))
      : [{ path, message: `expected a map, found ${shown(value)}` }];

const severity: Check = (value, path) => {
  if (isSeverity(value)) return [];
  const message = `${shown(value)} is no severity; use one of ${severities.join(', ')}`;
  const suggestion = isText(value) ? nearestName(value, severities) : undefined;
  return [{ path, message, ...(suggestion && { suggestion }) }];
};

const attack = expecting(
  'MITRE ATT&CK as tactic, technique or both, such as "TA0001:T1078.004"',
  (value) => isText(value) && /^(TA\d{4}|(TA\d{4}:)?T\d{4}(\.\d{3})?)$/.test(value),
);

const output = expecting('an output as "service:descriptor"', (value) =>
  /^[^:\s]+:\S/.test(isText(value) ? value : ''),
);

const isNamed = (value: unknown, method: string): boolean =>
  isJsonObject(value) && isText(value['name']) && isFunction(value[method]);

const publisherRef = expecting(
  "a publisher or a publisher's name",
  (value) => isText(value) || isNamed(value, 'publish'),
);

const oneOrMore =
  (check: Check): Check =>
  (value, path) =>
    Array.isArray(value) && value.length > 0 ? listOf(check)(value, path) : check(value, path);

const publishers: Check = (value, path) =>
  isJsonObject(value) && !isNamed(value, 'publish')
    ? mapOf(oneOrMore(publisherRef))(value, path)
    : oneOrMore(publisherRef)(value, path);

const mergeBy: Check = (value, path) => {
  if (!isJsonObject(value)) return expecting('keys and windowMinutes', () => false)(value, path);
  const { keys, windowMinutes, sendFirst = true } = value;
  return [
    ...unknownKeys(value, ['keys', 'windowMinutes', 'sendFirst'], path),
    ...expecting(
      'true, or false to send nothing before the window is over',
      (first) => typeof first === 'boolean',
    )(sendFirst, `${path}.sendFirst`),
    ...(Array.isArray(keys) && keys.length > 0
      ? listOf(text)(keys, `${path}.keys`)
      : [{ path: `${path}.keys`, message: 'expected the names of one or more keys to merge by' }]),
    ...expecting(
      'the minutes to wait for alerts to merge, more than 0 and no more than a year',
      (minutes) => typeof minutes === 'number' && minutes > 0 && minutes <= windowMinutesMax,
    )(windowMinutes, `${path}.windowMinutes`),
  ];
};

const network = expecting(
  'a network such as "10.0.0.0/8" or "2001:db8::/32"',
  (value) => isText(value) && parseNetwork(value) !== undefined,
);

const fieldTests: Readonly<Record<string, Check>> = {
  startsWith: oneOrMore(text),
  endsWith: oneOrMore(text),
  contains: oneOrMore(text),
  cidr: oneOrMore(network),
  exists: expecting('true or false', (value) => typeof value === 'boolean'),
};

const isScalar = (value: unknown): boolean =>
  value === null ||
  Number.isFinite(value) ||
  ['string', 'bigint', 'boolean'].includes(typeof value);

const whereTest: Check = (value, path) => {
  if (isScalar(value)) return [];
  if (Array.isArray(value)) {
    if (value.length === 0) return [{ path, message: 'an empty list can never match' }];
    return listOf(expecting('text, a number, true, false or null', isScalar))(value, path);
  }
  if (!isJsonObject(value)) {
    return expecting('a value, a list of values or tests', () => false)(value, path);
  }
  if (Object.keys(value).length === 0) return [{ path, message: 'expected at least one test' }];
  return options(value, fieldTests, path);
};

const where = mapOf(whereTest);
const textList = listOf(text);

/** A function or symbol cannot be copied for each record, nor stand in an alert. */
const context: Check = (value, path) => {
  if (!isJsonObject(value)) return expecting('a map', isJsonObject)(value, path);
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    isFunction(inner) || typeof inner === 'symbol'
      ? [{ path: `${path}.${key}`, message: 'a context holds data alone' }]
      : [],
  );
};
const computedText = orFunction(text);

const isAtLeast = (value: unknown, least: number): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value >= least;

const promotion: Check = (value, path) =>
  isJsonObject(value)
    ? options(
        value,
        {
          afterHours: expecting('hours, 0 or more', (hours) => isAtLeast(hours, 0)),
          alertsMax: expecting('a number of alerts, 0 or more', (alerts) => isAtLeast(alerts, 0)),
        },
        path,
      )
    : expecting('a map of afterHours and alertsMax', () => false)(value, path);

const ruleOptions: Readonly<Record<string, Check>> = {
  name: expecting(
    'a name of letters, digits and "_", such as "okta_mfa_reset"',
    // Names that every object has are taken.
    (value) => isText(value) && /^[A-Za-z_][A-Za-z0-9_]*$/.test(value) && !(value in {}),
  ),
  description: text,
  severity: orFunction(severity),
  title: computedText,
  dedup: computedText,
  runbook: computedText,
  attack: listOf(attack),
  references: textList,
  falsePositives: textList,
  tags: textList,
  author: text,
  logs: textList,
  datatypes: textList,
  matchers: listOf(
    expecting(
      'a matcher made by matcher()',
      (value) => isFunction(value) || isNamed(value, 'matches'),
    ),
  ),
  reqSubkeys: mapOf(textList),
  where,
  outputs: listOf(output),
  dynamicOutputs: listOf(
    expecting(
      'a function or a value made by dynamicOutput()',
      (value) => isFunction(value) || isNamed(value, 'outputsFor'),
    ),
  ),
  publishers,
  mergeBy,
  context,
  promotion,
  maxAlertsPerHour: expecting(
    'a whole number of alerts, 1 or more',
    (value) => Number.isInteger(value) && isAtLeast(value, 1),
  ),
  disabled: expecting('true or false', (value) => typeof value === 'boolean'),
  matches: expecting('a function', isFunction),
};

/** How the original wrote options whose names or shapes differ here. */
const formerNames: Readonly<Record<string, string>> = {
  merge_by_keys: 'mergeBy',
  merge_window_mins: 'mergeBy',
  initial_context: 'context',
  disable: 'disabled',
};

/** The options of the original were written `so_called`. */
const camelCase = (key: string): string =>
  key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function unknownKeys(
  value: object,
  known: readonly string[],
  path: string,
  former: Readonly<Record<string, string>> = {},
): readonly Problem[] {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const named = Object.hasOwn(former, key) ? former[key] : camelCase(key);
      const suggestion = known.find((name) => name === named) ?? nearestName(key, known);
      const message = `"${key}" is no option; the options are ${known.join(', ')}`;
      return { path: path ? `${path}.${key}` : key, message, ...(suggestion && { suggestion }) };
    });
}

function options(
  value: object,
  checks: Readonly<Record<string, Check>>,
  path: string,
): readonly Problem[] {
  const checked = Object.entries(checks).flatMap(([key, check]) => {
    const given: unknown = Reflect.get(value, key);
    return given === undefined ? [] : check(given, path ? `${path}.${key}` : key);
  });
  return [...checked, ...unknownKeys(value, Object.keys(checks), path, formerNames)];
}

/** Everything that is wrong with a rule's definition, whatever was given as one. */
export function problemsOfRule(definition: unknown): readonly Problem[] {
  if (!isJsonObject(definition)) {
    return [{ path: '', message: `rule() takes a map of options, found ${shown(definition)}` }];
  }
  const given: Readonly<Record<string, unknown>> = definition;
  const found = [...options(given, ruleOptions, '')];
  const isEmpty = (key: string) => {
    const value = given[key];
    return value === undefined || (Array.isArray(value) && value.length === 0);
  };
  if (given['name'] === undefined) found.unshift({ path: 'name', message: 'a rule needs a name' });
  if (isEmpty('logs') && isEmpty('datatypes')) {
    found.push({
      path: 'logs',
      message: 'name the log types in "logs", or normalised types in "datatypes"',
    });
  }
  if (
    isEmpty('matches') &&
    isEmpty('matchers') &&
    (given['where'] === undefined || isEmptyMap(given['where']))
  ) {
    found.push({
      path: 'matches',
      message: 'without "where", "matchers" or "matches" every record would alert',
    });
  }
  return found;
}

/** What is wrong with a matcher, publisher or dynamic output, which is a name and a function. */
export function problemsOfNamed(definition: unknown, method: string): readonly Problem[] {
  const given = isJsonObject(definition) ? definition : {};
  const { description = '' } = given;
  return [
    ...expecting('a name', (value) => isText(value) && value !== '')(given['name'], 'name'),
    ...expecting('a function', isFunction)(given[method], method),
    ...text(description, 'description'),
    ...unknownKeys(given, ['name', 'description', method], ''),
  ];
}

const isEmptyMap = (value: unknown): boolean =>
  isJsonObject(value) && Object.keys(value).length === 0;
