import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import type { Field, FieldType, LogType, UnknownKeys } from '../../domain/log-type.ts';
import { parsers } from '../../parsers/index.ts';
import { compileClassifier } from './classifier.ts';

type Schema = Pick<LogType, 'fields' | 'optionalKeys' | 'unknownKeys'>;

const logTypeOf = (schema: Schema): LogType => ({
  ...schema,
  name: 'a:b',
  category: 'a',
  parser: 'json',
  envelope: [],
  optionalEnvelopeKeys: new Set(),
  embeddedJson: false,
  parserOptions: {},
  usable: true,
  file: 'schemas/test.json',
});

/** The tables of the specification, read one after the other. */
class Misfit extends Error {}

function expectedRecord({ fields, optionalKeys, unknownKeys }: Schema, value: JsonValue) {
  const record = asMap(value);
  const result = new Map<string, JsonValue>();
  for (const { name, type } of fields) {
    if (record.has(name))
      result.set(name, expectedValue(type, record.get(name) ?? null, unknownKeys));
    else if (optionalKeys.has(name)) result.set(name, expectedDefault(type));
    else throw new Misfit(`${name} is missing`);
  }
  for (const [key, extra] of record) {
    if (fields.some(({ name }) => name === key)) continue;
    if (unknownKeys === 'reject') throw new Misfit(`${key} is unknown`);
    if (unknownKeys === 'keep') result.set(key, extra);
  }
  return Object.fromEntries(result);
}

function asMap(value: JsonValue): Map<string, JsonValue> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Misfit('no object');
  }
  return new Map(Object.entries(value));
}

function expectedValue(type: FieldType, value: JsonValue, unknownKeys: UnknownKeys): JsonValue {
  if (type.kind === 'map') {
    return expectedRecord({ fields: type.fields, optionalKeys: new Set(), unknownKeys }, value);
  }
  const falsy: JsonValue[] = [null, '', 0, false];
  if (falsy.includes(value) || JSON.stringify(value) === '{}' || JSON.stringify(value) === '[]') {
    return value;
  }
  if (type.kind === 'any') return value;
  if (type.kind === 'string') return expectedText(value);
  if (type.kind === 'boolean') return expectedText(value).toLowerCase() === 'true';
  if (type.kind === 'list' && Array.isArray(value)) return value;
  if (type.kind === 'integer') return expectedInteger(value);
  if (type.kind === 'float') return expectedFloat(value);
  throw new Misfit(type.kind);
}

function expectedInteger(value: JsonValue): JsonValue {
  if (value === true) return 1;
  if (typeof value === 'number' && Number.isFinite(value)) return small(BigInt(Math.trunc(value)));
  const text = typeof value === 'string' ? value.trim() : '';
  if (!/^[+-]?[0-9](_?[0-9])*$/.test(text)) throw new Misfit('integer');
  const magnitude = BigInt(text.replaceAll(/[_+-]/g, ''));
  return small(text.startsWith('-') ? -magnitude : magnitude);
}

const small = (value: bigint): JsonValue =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value;

function expectedFloat(value: JsonValue): JsonValue {
  if (value === true) return 1;
  if (typeof value === 'number') return value;
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  const sign = text.startsWith('-') ? -1 : 1;
  if (/^[+-]?inf(inity)?$/.test(text)) return sign * Infinity;
  if (/^[+-]?nan$/.test(text)) return Number.NaN;
  const digits = '[0-9](?:_?[0-9])*';
  const decimal = new RegExp(
    `^[+-]?(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:e[+-]?${digits})?$`,
  );
  if (!decimal.test(text)) throw new Misfit('float');
  return Number.parseFloat(text.replaceAll('_', ''));
}

function expectedText(value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return expectedFloatText(value);
  if (typeof value === 'number') return value.toFixed(0);
  return expectedJson(value);
}

function expectedJson(value: JsonValue): string {
  if (typeof value === 'string' || value === null) return JSON.stringify(value);
  if (typeof value === 'number') return Number.isFinite(value) ? expectedText(value) : `${value}`;
  if (typeof value === 'boolean') return `${value}`;
  if (Array.isArray(value)) return `[${value.map(expectedJson).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, inner]) => `"${key}": ${expectedJson(inner)}`)
    .join(', ')}}`;
}

function expectedFloatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power < -4 || power >= 16) {
    return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  const plain = value.toLocaleString('en', { useGrouping: false, maximumSignificantDigits: 17 });
  return Number(plain) === value && String(value) !== plain ? String(value) : plain;
}

function expectedDefault({ kind }: FieldType): JsonValue {
  const defaults: Record<FieldType['kind'], JsonValue> = {
    string: '',
    integer: 0,
    float: 0,
    boolean: false,
    any: {},
    map: {},
    list: [],
    unsupported: null,
  };
  return defaults[kind];
}

const names = [
  'a',
  'b',
  'c',
  '0',
  '7',
  '__proto__',
  'constructor',
  'two words',
  '"',
  "'\\",
  '\u2028',
];
const name = fc.constantFrom(...names);

const { type } = fc.letrec<{ type: FieldType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<FieldType>(
      { kind: 'string' },
      { kind: 'integer' },
      { kind: 'float' },
      { kind: 'boolean' },
      { kind: 'any' },
      { kind: 'list' },
      { kind: 'unsupported', declared: 'ipaddress' },
    ),
    fc.record({
      kind: fc.constant('map' as const),
      fields: fc.uniqueArray(fc.record({ name, type: tie('type') }), {
        selector: (field) => field.name,
        minLength: 1,
        maxLength: 3,
      }),
    }),
  ),
}));

const schema: fc.Arbitrary<Schema> = fc.record({
  fields: fc.uniqueArray(fc.record({ name, type }), {
    selector: (field) => field.name,
    minLength: 1,
    maxLength: 6,
  }),
  optionalKeys: fc.uniqueArray(name).map((keys): ReadonlySet<string> => new Set(keys)),
  unknownKeys: fc.constantFrom<UnknownKeys>('reject', 'keep', 'drop'),
});

const scalar = fc.oneof(
  fc.constantFrom<JsonValue>(
    null,
    '',
    0,
    false,
    true,
    'true',
    'TRUE',
    ' 7 ',
    '+7',
    '1_000',
    '1__0',
  ),
  fc.constantFrom<JsonValue>('-0', '1.5', '1e3', '.5', '5.', 'nan', '-Infinity', '0x1f', 'x', '²'),
  fc.constantFrom<JsonValue>(1e16, 1e-5, 1.5, 123456, 1e21, -2.75, 0.0001, 12345678.9, 5e-324),
  fc.constantFrom<JsonValue>('123456789012345678901234567890', '9007199254740993', NaN, Infinity),
  fc.integer(),
);

const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    scalar,
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('value'), { maxKeys: 2 }),
  ),
}));

/** A value that often fits. */
function valueFor({ kind, ...type_ }: FieldType): fc.Arbitrary<JsonValue> {
  if (kind === 'map' && 'fields' in type_)
    return fc.oneof({ weight: 9, arbitrary: recordFor(type_.fields, 0) }, value);
  if (kind === 'integer') return fc.oneof(fc.integer(), scalar);
  return kind === 'list' ? fc.oneof(fc.array(scalar), value) : fc.oneof(scalar, value);
}

function recordFor(fields: readonly Field[], missing: number): fc.Arbitrary<JsonObject> {
  const entries = fields.map((field) =>
    fc
      .tuple(valueFor(field.type), fc.integer({ min: 0, max: 9 }))
      .map(([content, chance]) => (chance < missing ? [] : [[field.name, content] as const])),
  );
  const extra = fc.oneof(
    { weight: 9, arbitrary: fc.constant([]) },
    fc.tuple(name, value).map((entry) => [entry]),
  );
  return fc
    .tuple(fc.tuple(...entries), extra)
    .map(([own, added]) => Object.fromEntries([...own.flat(), ...added]));
}

describe('a compiled schema', () => {
  test('gives what the tables of the specification say, whatever schema and record', () => {
    const both = schema.chain((one) => fc.tuple(fc.constant(one), recordFor(one.fields, 2)));
    let fitting = 0;

    fc.assert(
      fc.property(both, ([one, record]) => {
        let expected: JsonObject | undefined;
        try {
          expected = expectedRecord(one, record);
        } catch (error) {
          if (!(error instanceof Misfit)) throw error;
        }
        const classifier = compileClassifier([logTypeOf(one)], {
          parsers,
          acceptBareRecords: false,
        });
        const classified = classifier.classify(record);

        const records = classified.outcome === 'classified' ? classified.records : [];
        expect(records).toEqual(expected === undefined ? [] : [expected]);
        expect(Object.keys(records[0] ?? {}).toSorted()).toEqual(
          Object.keys(expected ?? {}).toSorted(),
        );
        if (expected !== undefined) fitting++;
      }),
      { numRuns: 3000 },
    );

    expect(fitting).toBeGreaterThan(300);
  });

  test('leaves the payload as it came', () => {
    const both = schema.chain((one) => fc.tuple(fc.constant(one), recordFor(one.fields, 2)));

    fc.assert(
      fc.property(both, ([one, record]) => {
        const before = structuredClone(record);
        compileClassifier([logTypeOf(one)], { parsers, acceptBareRecords: true }).classify(record);
        expect(record).toEqual(before);
      }),
    );
  });
});
