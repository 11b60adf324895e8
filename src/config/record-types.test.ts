import { expect, test } from 'vitest';
import type { Field, LogType } from '../domain/log-type.ts';
import { recordTypesDeclaration as declarationOf, type RuleNames } from './record-types.ts';

const logType = (name: string, fields: readonly Field[], more: Partial<LogType> = {}): LogType => ({
  name,
  category: name,
  parser: 'json',
  fields,
  optionalKeys: new Set(),
  envelope: [],
  optionalEnvelopeKeys: new Set(),
  embeddedJson: false,
  unknownKeys: 'reject',
  parserOptions: {},
  usable: true,
  file: 'conf/schemas/a.json',
  ...more,
});
/** The declaration for log types alone, or with further names. */
const recordTypesDeclaration = (
  logTypes: readonly LogType[],
  names: Partial<Omit<RuleNames, 'logTypes'>> = {},
): string =>
  declarationOf({
    normalizedTypes: new Set(),
    lookupTables: { enabled: false, tables: {} },
    ...names,
    logTypes,
  });
const text = (name: string): Field => ({ name, type: { kind: 'string' } });

test('no log types are an empty interface, which leaves records loose', () => {
  expect(recordTypesDeclaration([])).toMatch(/interface LogTypes \{\n {4}\}\n/);
});

test('the text does not depend on the order of the log types', () => {
  const types = [logType('b:c', [text('x')]), logType('a', [text('y')]), logType('b', [text('z')])];

  expect(recordTypesDeclaration(types)).toBe(recordTypesDeclaration(types.toReversed()));
});

test('log types whose names differ in punctuation alone have types of their own', () => {
  const declared = recordTypesDeclaration([
    logType('a:b', [text('colon')]),
    logType('a_b', [text('line')]),
    logType('a-b', [text('dash')]),
  ]);

  const types = [...declared.matchAll(/type (\S+) = /g)].map(([, name]) => name);
  expect(new Set(types).size).toBe(3);
});

test('a field that is declared twice is written once', () => {
  const twice = logType('a:b', [text('x'), { name: 'x', type: { kind: 'integer' } }]);

  expect(recordTypesDeclaration([twice]).match(/readonly "x"/g)).toHaveLength(1);
});

test('names can end neither the text nor the comment they stand in', () => {
  const declared = recordTypesDeclaration([
    logType('a:"; evil(); "', [text('x": any; "'), text('__proto__'), text('a\nb')], {
      description: 'one */ evil(); /*\ntwo',
    }),
  ]);

  expect(declared).toContain('"a:\\"; evil(); \\"": record_a____evil_____;');
  expect(declared).toContain('readonly "x\\": any; \\"": string | null;');
  expect(declared).toContain('readonly "__proto__": string | null;');
  expect(declared).toContain('readonly "a\\nb": string | null;');
  expect(declared).toContain('/** one * / evil(); /* two */');
});

test('a type that the schema misspells is unknown', () => {
  const odd: Field = { name: 'x', type: { kind: 'unsupported', declared: 'strin' } };

  expect(recordTypesDeclaration([logType('a:b', [odd])])).toContain('readonly "x": unknown;');
});

test('a declared field for normalised values is not declared again', () => {
  const declared = recordTypesDeclaration([
    logType('a:b', [{ name: 'streamalert_normalization', type: { kind: 'any' } }], {
      normalization: [{ type: 'ip', entries: [] }],
    }),
  ]);

  expect(declared.match(/streamalert_normalization/g)).toHaveLength(1);
});

test('normalised types and lookup tables are named, sorted, and left out where there are none', () => {
  const declared = recordTypesDeclaration([], {
    normalizedTypes: new Set(['user', 'ip']),
    lookupTables: { enabled: true, tables: { 'a "table"': {}, __proto__x: {} } },
  });

  expect(declared).toContain(
    'interface NormalizedTypes {\n      "ip": unknown;\n      "user": unknown;\n',
  );
  expect(declared).toContain('"a \\"table\\"": unknown;');
  expect(recordTypesDeclaration([])).not.toMatch(/NormalizedTypes|LookupTables/);
});

test('only records with normalised values can hold indicators', () => {
  const plain = logType('a:b', [text('x')]);
  const normalized = { ...plain, normalization: [{ type: 'ip', entries: [] }] };

  expect(recordTypesDeclaration([plain])).not.toContain('streamalert:ioc');
  expect(recordTypesDeclaration([normalized])).toContain('"streamalert:ioc"?: IndicatorsFound;');
});
