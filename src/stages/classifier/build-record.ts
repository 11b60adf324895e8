import { SpelledNumber } from '../../domain/exact-json.ts';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import {
  envelopeKey,
  type Field,
  type FieldType,
  type UnknownKeys,
} from '../../domain/log-type.ts';
import { extraName } from '../../parsers/record-code.ts';
import { conversions, digitsValue, refused } from './convert.ts';
import type { FieldPattern } from './log-patterns.ts';

/**
 * Checks a value against a schema and gives the converted record, with its envelope and defaults for what is absent,
 * or `refused`. The value itself is never changed, so the next schema sees it as it came.
 */
export type BuildRecord = (
  value: JsonValue,
  /** Whether numbers may be `SpelledNumber`s. */
  spelled: boolean,
  envelope?: JsonObject,
) => JsonObject | typeof refused;

/** The same for values that stand in the order of the fields. */
export type BuildRow = (
  values: readonly string[],
  envelope?: JsonObject,
) => JsonObject | typeof refused;

export interface Shape {
  readonly fields: readonly Field[];
  readonly optional: ReadonlySet<string>;
  readonly unknownKeys: UnknownKeys;
  /** The same for the maps inside. */
  readonly innerUnknownKeys?: UnknownKeys;
  readonly patterns?: readonly FieldPattern[];
  readonly hasEnvelope?: boolean;
  /** A key that is set later on: what a record brings there counts as absent. */
  readonly ownKey?: string;
}

/**
 * Writes one function for a schema: a single walk over the record's keys with a `switch`, which checks and converts
 * into local variables, then the patterns, then a literal with all fields in the order of the schema. Nothing is
 * looked up by name for each record, and all records of a log type have one shape, which makes reading their fields
 * fast.
 */
export function compileBuilder(shape: Shape): Builder {
  const code = new BuilderCode(shape);
  const make = new Function('refused', 'conversions', 'helpers', 'tests', code.source);
  return make(refused, conversions, helpers, code.tests) as Builder;
}

export interface Builder {
  readonly build: BuildRecord;
  readonly buildRow: BuildRow;
}

const helpers = {
  SpelledNumber,
  digitsValue,
  /** Defaults that all records share. They are frozen, as records are before a rule sees them. */
  emptyMap: Object.freeze({}),
  emptyList: Object.freeze([]),

  /** Adds the keys that the schema lacks; assigned, `__proto__` would set the prototype. */
  addExtras(record: JsonObject, extras: readonly JsonValue[]) {
    for (let at = 0; at < extras.length; at += 2) {
      const key = String(extras[at]);
      const value = extras[at + 1] ?? null;
      if (key === '__proto__') {
        Object.defineProperty(record, key, { value, ...ordinary });
      } else record[key] = value;
    }
  },

  extraValues: (values: readonly string[], from: number): readonly JsonValue[] =>
    values.slice(from).flatMap((value, index) => [extraName(from + index), value]),

  extra(extras: readonly JsonValue[] | undefined, key: string): JsonValue | undefined {
    for (let at = 0; extras !== undefined && at < extras.length; at += 2) {
      if (extras[at] === key) return extras[at + 1];
    }
    return undefined;
  },
};

const ordinary = { enumerable: true, configurable: true, writable: true };

const quoted = (text: string): string => JSON.stringify(text);

/** A key of a literal; written plainly, `__proto__` would set the prototype. */
const keyOf = (name: string): string => (name === '__proto__' ? `["__proto__"]` : quoted(name));

/** Puts the source of a builder together; names from schemas enter it only as JSON texts. */
class BuilderCode {
  readonly source: string;
  readonly tests: FieldPattern['test'][] = [];
  readonly #functions: string[] = [];

  constructor(shape: Shape) {
    this.#write(shape);
    const row = this.#row(shape);
    const tests = this.tests.map((_, index) => `const test${index} = tests[${index}];`);
    this.source = `const {toText, toInteger, toFloat, toBoolean, toList, toNothing, plain} = conversions;
const {SpelledNumber, emptyMap, emptyList, addExtras, extra, extraValues, digitsValue} = helpers;
${[...tests, ...this.#functions].join('\n')}
${row}
return {build: build0, buildRow};`;
  }

  /** The function for values without names. */
  #row(shape: Shape): string {
    const { fields, optional, unknownKeys, innerUnknownKeys = 'reject', patterns = [] } = shape;
    const least = fields.findLastIndex(({ name }) => !optional.has(name)) + 1;
    const stepOf = ({ name, type }: Field, index: number) => {
      const target = `f${index}`;
      const step =
        name === shape.ownKey
          ? `${target} = ${defaultOf(type)};`
          : (textCode(type, target) ?? this.#convert(type, target, innerUnknownKeys));
      const take = `v = values[${index}]; ${index < least ? step : `if (v !== undefined) {${step}}`}`;
      const own = patterns.filter(({ key }) => key === name);
      return { take: [take, ...this.#checks({ ...shape, patterns: own })].join(' '), own };
    };
    const taken = fields.map(stepOf);
    // Lines of other formats are mostly refused by a pattern, so these fields come first.
    const steps = taken
      .toSorted((a, b) => Math.sign(b.own.length) - Math.sign(a.own.length))
      .map(({ take }) => take);
    const others = patterns.filter(({ key }) => !fields.some(({ name }) => name === key));
    // Hardly any pattern is about a value that has no name.
    const readsExtras = others.some(({ key }) => key !== envelopeKey);
    const extras = {
      reject: '',
      keep: `if (count > ${fields.length}) extras = extraValues(values, ${fields.length});`,
      drop: '',
    };
    return `
function buildRow(values, envelope) {
  const spelled = false, count = values.length;
  if (count < ${least}${unknownKeys === 'reject' ? ` || count > ${fields.length}` : ''}) return refused;
  let v, extras; ${fields.map((_, index) => `let f${index};`).join(' ')}
  ${readsExtras ? extras[unknownKeys] : ''}
  ${steps.join('\n  ')}
  ${this.#checks({ ...shape, patterns: others }).join('\n  ')}
  ${readsExtras ? '' : extras[unknownKeys]}
  const record = {${entriesOf(shape).join(', ')}};
  if (extras !== undefined) addExtras(record, extras);
  return record;
}`;
  }

  /** Writes the function for one map and gives its name. */
  #write(shape: Shape): string {
    const { fields, optional, unknownKeys, innerUnknownKeys = 'reject', ownKey } = shape;
    const name = `build${this.#functions.length}`;
    const slot = this.#functions.push('') - 1;
    const required = fields.filter((field) => !optional.has(field.name)).length;

    const cases = fields.map(({ name: key, type }, index) => {
      const count = optional.has(key) ? '' : 'seen++; ';
      const take =
        key === ownKey
          ? `f${index} = ${defaultOf(type)};`
          : this.#convert(type, `f${index}`, innerUnknownKeys);
      return `case ${quoted(key)}: ${count}${take} break;`;
    });
    this.#functions[slot] = `
function ${name}(value, spelled, envelope) {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || (spelled && value instanceof SpelledNumber)) return refused;
  let seen = 0, extras; ${fields.map((_, index) => `let f${index};`).join(' ')}
  for (const key in value) {
    const v = value[key];
    switch (key) {
      ${cases.join('\n      ')}
      ${leftOut(shape).join('\n      ')}
      default: ${unknownCode[unknownKeys]}
    }
  }
  if (seen !== ${required}) return refused;
  ${this.#checks(shape).join('\n  ')}
  const record = {${entriesOf(shape).join(', ')}};
  ${unknownKeys === 'keep' ? 'if (extras !== undefined) addExtras(record, extras);' : ''}
  return record;
}`;
    return name;
  }

  /** Patterns see converted values, and absent fields before they are filled in. */
  #checks({ fields, unknownKeys, patterns = [] }: Shape): readonly string[] {
    return patterns.map(({ key, test }) => {
      const index = fields.findIndex(({ name }) => name === key);
      const kept = unknownKeys === 'keep' ? `extra(extras, ${quoted(key)})` : 'undefined';
      const place = index === -1 ? (key === envelopeKey ? 'envelope' : kept) : `f${index}`;
      return `if (!test${this.tests.push(test) - 1}(${place})) return refused;`;
    });
  }

  /** Code that leaves the converted value in `target`. What is as declared already costs one comparison. */
  #convert(type: FieldType, target: string, unknownKeys: UnknownKeys): string {
    const orRefused = (code: string) => `if ((${target} = ${code}) === refused) return refused;`;
    switch (type.kind) {
      case 'string':
        return `${target} = typeof v === 'string' ? v : toText(v);`;
      case 'integer':
        return `if (typeof v === 'number' && (v | 0) === v) ${target} = v; else ${orRefused('toInteger(v)')}`;
      case 'float':
        return `if (typeof v === 'number') ${target} = v; else ${orRefused('toFloat(v)')}`;
      case 'boolean':
        return `${target} = typeof v === 'boolean' ? v : toBoolean(v);`;
      case 'list':
        return `if (!spelled && Array.isArray(v)) ${target} = v; else ${orRefused('toList(v)')}`;
      case 'any':
        return `${target} = spelled ? plain(v) : v;`;
      case 'unsupported':
        return orRefused('toNothing(v)');
      case 'map': {
        const optional: ReadonlySet<string> = new Set();
        const inner = { fields: type.fields, optional, unknownKeys, innerUnknownKeys: unknownKeys };
        return orRefused(`${this.#write(inner)}(v, spelled)`);
      }
    }
  }
}

/** Code that converts text to one of the plain types; undefined for the others. */
function textCode({ kind }: FieldType, target: string): string | undefined {
  if (kind === 'string') return `${target} = v;`;
  if (kind !== 'integer') return undefined;
  // Digits alone, of which most whole numbers consist, cost no call to what takes everything.
  return `if ((${target} = digitsValue(v)) === -1 && (${target} = toInteger(v)) === refused) return refused;`;
}

/** A record cannot bring along what takes the place of its envelope or of what is found out about it. */
function leftOut({ fields, unknownKeys, hasEnvelope = false, ownKey }: Shape): readonly string[] {
  if (unknownKeys !== 'keep') return [];
  return [...(hasEnvelope ? [envelopeKey] : []), ...(ownKey === undefined ? [] : [ownKey])]
    .filter((key) => !fields.some(({ name }) => name === key))
    .map((key) => `case ${quoted(key)}: break;`);
}

const unknownCode: Readonly<Record<UnknownKeys, string>> = {
  reject: 'return refused;',
  keep: '(extras ??= []).push(key, spelled ? plain(v) : v);',
  drop: 'break;',
};

function entriesOf({ fields, optional, hasEnvelope = false }: Shape): readonly string[] {
  const entries = fields.map(({ name, type }, index) => {
    const value = optional.has(name)
      ? `f${index} === undefined ? ${defaultOf(type)} : f${index}`
      : `f${index}`;
    return `${keyOf(name)}: ${value}`;
  });
  return hasEnvelope ? [...entries, `${quoted(envelopeKey)}: envelope`] : entries;
}

/** What an absent optional field is filled with. */
function defaultOf(type: FieldType): string {
  switch (type.kind) {
    case 'string':
      return '""';
    case 'integer':
    case 'float':
      return '0';
    case 'boolean':
      return 'false';
    case 'list':
      return 'emptyList';
    case 'any':
    case 'map':
      return 'emptyMap';
    case 'unsupported':
      return 'null';
  }
}
