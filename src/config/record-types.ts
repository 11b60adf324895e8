import { indicatorDetailsKey, indicatorsKey } from '../domain/indicator.ts';
import {
  envelopeKey,
  type Field,
  type FieldType,
  type LogType,
  normalizationKey,
} from '../domain/log-type.ts';
import type { Config } from './config.ts';

/** The parts of a configuration whose names rules use. */
export type RuleNames = Pick<Config, 'logTypes' | 'normalizedTypes' | 'lookupTables'>;

/**
 * The text of `streamalert-env.d.ts`: the records of all log types as TypeScript sees them in rules, and the names
 * of normalised types and lookup tables.
 *
 * - What a schema declares is there, optional fields too: they are filled in before rules see the record. Only
 *   the inner fields of an optional map may be missing, as its default is an empty map.
 * - Text, numbers and booleans may be null, because a null in the log stays null; a map never is.
 * - `{}` is `unknown`, to be read with `at()`; a list has `unknown` items.
 * - A key that the schema lacks does not compile, even where `unknown_keys` keeps it: `at()` reads those too.
 * - A log type without any field accepts every record, so its fields are all `unknown`.
 */
export function recordTypesDeclaration({
  logTypes,
  normalizedTypes,
  lookupTables,
}: RuleNames): string {
  const sorted = logTypes.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const named = withTypeNames(sorted);
  return [
    '/* eslint-disable */',
    '// Written by `streamalert types` from the schemas in conf/schemas. Changes made by hand are lost.',
    'declare global {',
    '  namespace StreamAlert {',
    '    interface LogTypes {',
    ...named.map(([typeName, { name }]) => `${indent(3)}${JSON.stringify(name)}: ${typeName};`),
    '    }',
    ...namesInterface('NormalizedTypes', normalizedTypes),
    ...namesInterface('LookupTables', Object.keys(lookupTables.tables)),
    ...named.flatMap(([typeName, logType]) => aliasOf(typeName, logType)),
    '  }',
    '}',
    'export {};',
    '',
  ].join('\n');
}

/** Nothing where there are no names: the empty interface then stands for any. */
function namesInterface(type: string, names: Iterable<string>): readonly string[] {
  const sorted = [...names].toSorted();
  if (sorted.length === 0) return [];
  const lines = sorted.map((name) => `${indent(3)}${JSON.stringify(name)}: unknown;`);
  return [`${indent(2)}interface ${type} {`, ...lines, `${indent(2)}}`];
}

const indent = (depth: number): string => '  '.repeat(depth);

/** Types have names of their own because the compiler says the name, and not all the fields, when it has one. */
function withTypeNames(logTypes: readonly LogType[]): readonly (readonly [string, LogType])[] {
  const taken = new Map<string, number>();
  return logTypes.map((logType) => {
    const name = logType.name.replaceAll(/[^A-Za-z0-9]/g, '_');
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return [`record_${name}${count > 1 ? `${count}` : ''}`, logType] as const;
  });
}

function aliasOf(typeName: string, logType: LogType): readonly string[] {
  const doc = logType.description ? [`${indent(2)}/** ${safeComment(logType.description)} */`] : [];
  return [...doc, `${indent(2)}type ${typeName} = ${recordType(logType)};`];
}

/** The end of a comment inside a comment would end it. */
const safeComment = (text: string): string => text.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ');

function recordType(logType: LogType): string {
  const { fields, optionalKeys, envelope, optionalEnvelopeKeys } = logType;
  if (fields.length === 0) return '{ readonly [field: string]: unknown }';
  const lines = [...fieldLines(fields, 3, optionalKeys)];
  if (envelope.length > 0) {
    lines.push(...mapLines(envelopeKey, envelope, 3, optionalEnvelopeKeys));
  }
  const normalized = logType.normalization ?? logType.namedFields;
  if (normalized && !fields.some(({ name }) => name === normalizationKey)) {
    lines.push(...normalizationLines(normalized.map(({ type }) => type)));
  }
  return ['{', ...lines, `${indent(2)}}`].join('\n');
}

/** Which normalised values a record has, and whether threat intelligence knows them, differs between records. */
function normalizationLines(types: readonly string[]): readonly string[] {
  const sorted = [...new Set(types)].toSorted();
  return [
    `${indent(3)}readonly ${normalizationKey}?: {`,
    `${indent(4)}readonly streamalert_record_id?: string;`,
    ...sorted.map((type) => `${indent(4)}readonly ${JSON.stringify(type)}?: NormalizedEntries;`),
    `${indent(3)}};`,
    `${indent(3)}readonly ${JSON.stringify(indicatorsKey)}?: IndicatorsFound;`,
    `${indent(3)}readonly ${JSON.stringify(indicatorDetailsKey)}?: readonly unknown[];`,
  ];
}

function mapLines(
  name: string,
  fields: readonly Field[],
  depth: number,
  optional: ReadonlySet<string>,
): readonly string[] {
  const lines = fieldLines(fields, depth + 1, optional);
  return [`${indent(depth)}readonly ${JSON.stringify(name)}: {`, ...lines, `${indent(depth)}};`];
}

/** The default of an optional map is an empty map, so all that is inside may be missing. */
const nothingOptional: ReadonlySet<string> = new Set();

function fieldLines(
  fields: readonly Field[],
  depth: number,
  optional: ReadonlySet<string>,
  mark: '' | '?' = '',
): readonly string[] {
  return unique(fields).map(({ name, type }) => {
    const innerMark = optional.has(name) ? '?' : '';
    const written = typeText(type, depth, innerMark);
    return `${indent(depth)}readonly ${JSON.stringify(name)}${mark}: ${written};`;
  });
}

/** A key that a schema names twice would be two properties of one name. */
const unique = (fields: readonly Field[]): readonly Field[] => [
  ...new Map(fields.map((field) => [field.name, field])).values(),
];

function typeText(type: FieldType, depth: number, innerMark: '' | '?'): string {
  if (type.kind !== 'map') return plainTypes[type.kind];
  const lines = fieldLines(type.fields, depth + 1, nothingOptional, innerMark);
  return ['{', ...lines, `${indent(depth)}}`].join('\n');
}

const plainTypes: Readonly<Record<Exclude<FieldType['kind'], 'map'>, string>> = {
  string: 'string | null',
  integer: 'number | null',
  float: 'number | null',
  boolean: 'boolean | null',
  list: 'readonly unknown[] | null',
  any: 'unknown',
  unsupported: 'unknown',
};
