import { z } from 'zod';
import type { Output } from '../../src/outputs/output.ts';

/** What is read of the JSON Schema of a field. */
interface Shape {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly items?: Shape | false;
  readonly prefixItems?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
}

/**
 * The module that types what publishers say to outputs, from `fields` of the outputs' definitions. It is written and
 * not inferred, so that rules and publishers are checked without the outputs, and each field has its description
 * where somebody writes it.
 */
export function outputFieldsModule(outputs: readonly Pick<Output, 'service' | 'fields'>[]): string {
  const sorted = outputs.toSorted((a, b) => (a.service < b.service ? -1 : 1));
  const services = sorted.map(({ service }) => `  | ${text(service)}`);
  const lines = sorted.flatMap(fieldLines);
  const used = ['JsonObject', 'JsonValue'].filter((name) =>
    lines.some((line) => new RegExp(`\\b${name}\\b`).test(line)),
  );
  return [
    '// Written by `npm run docs` from the definitions of the outputs. Changes made by hand are lost.',
    ...(used.length === 0 ? [] : [`import type { ${used.join(', ')} } from './json.ts';`]),
    '',
    '/** Services that alerts can be sent to. */',
    'export type OutputService =',
    `${services.join('\n')};`,
    '',
    '/** What a publication may say to one output, as `@<service>.<field>`. */',
    'export interface OutputFields {',
    ...lines,
    '}',
    '',
  ].join('\n');
}

function fieldLines({ service, fields }: Pick<Output, 'service' | 'fields'>): readonly string[] {
  // The JSON Schema of an object of ours: its properties are the fields.
  const { properties = {} } = z.toJSONSchema(fields, {
    io: 'input',
    unrepresentable: 'any',
  }) as Shape;
  return Object.entries(properties).flatMap(([field, shape]) => [
    ...(shape.description === undefined ? [] : [`  /** ${comment(shape.description)} */`]),
    `  ${text(`@${service}.${field}`)}?: ${typeOf(shape)};`,
  ]);
}

/** The TypeScript type of what is taken; JSON where the schema says nothing that a type can say. */
export function typeOf(shape: Shape): string {
  const { type, anyOf, oneOf, const: only, enum: values } = shape;
  if (only !== undefined) return text(only);
  if (values !== undefined) return union(values.map(text));
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return union(choices.map(typeOf));
  if (typeof type === 'object') return union(type.map((each) => typeOf({ ...shape, type: each })));
  if (type === 'string' || type === 'boolean' || type === 'null') return type;
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'array') return listType(shape);
  return type === 'object' ? mapType(shape) : 'JsonValue';
}

function listType({ items, prefixItems }: Shape): string {
  if (prefixItems !== undefined) return `[${prefixItems.map(typeOf).join(', ')}]`;
  const item = items === undefined || items === false ? 'JsonValue' : typeOf(items);
  return item.includes('|') ? `(${item})[]` : `${item}[]`;
}

function mapType({ properties = {}, required = [], additionalProperties }: Shape): string {
  const keys = Object.entries(properties).map(
    ([key, shape]) => `${keyText(key)}${required.includes(key) ? '' : '?'}: ${typeOf(shape)}`,
  );
  if (keys.length > 0) return `{ ${keys.join('; ')} }`;
  const value = typeof additionalProperties === 'object' ? typeOf(additionalProperties) : '';
  return value === '' || value === 'JsonValue' ? 'JsonObject' : `{ [key: string]: ${value} }`;
}

const union = (types: readonly string[]): string => [...new Set(types)].join(' | ');

/** As the formatter writes texts. */
const text = (value: unknown): string =>
  typeof value === 'string' && !/['\\\n]/.test(value) ? `'${value}'` : JSON.stringify(value);

const keyText = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? key : text(key));

const comment = (description: string): string =>
  description.replaceAll('*/', '* /').replace(/\s+/g, ' ');
