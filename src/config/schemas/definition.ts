import { z } from 'zod';
import {
  anything,
  flag,
  integer,
  legacy,
  listOf,
  mapOf,
  oneOf,
  section,
  text,
} from '../definition.ts';
import type { LogType } from '../../domain/log-type.ts';
import type { OptionProblem } from '../../parsers/parser.ts';
import { normalizationDefinition } from './normalization.ts';
import { timeFieldDefinition } from './time-field.ts';

/** What loading needs to know of a parser; `Parser` of the parsers' room fits. */
export interface ParserDescription {
  readonly type: string;
  readonly options: z.ZodObject;
  readonly takes: readonly string[];
  /** What is wrong with a log type beyond the definitions of its options. */
  check?(logType: LogType): readonly OptionProblem[];
}

export const scalarTypes = ['string', 'integer', 'float', 'boolean'] as const;

/** Types nest, and what is wrong with one is told in its own words, so they are read by `readFields`. */
const fieldTypes: z.ZodType = z
  .lazy(() =>
    z.record(
      z.string(),
      z.union([z.enum(scalarTypes), z.tuple([]), z.array(z.unknown()), fieldTypes]),
    ),
  )
  .describe(
    'Field → type: string, integer, float, boolean, {} (anything), [] (a list) or a map of fields. The order ' +
      'is the order of columns in CSV.',
  );

const patternTree: z.ZodType = z
  .lazy(() => z.record(z.string(), z.union([z.string(), z.array(z.string()), patternTree])))
  .describe(
    'Field → pattern, several of which one must fit, or a map for the fields inside. * is any run of ' +
      'characters, ? one, [abc] one of these. All fields must fit.',
  );

/** The options that every parser takes, and those that only some take and name in `takes`. */
export const commonOptions = {
  optional_top_level_keys: listOf(
    text('Name of a field', { level: 'load' }),
    'Fields of the schema that may be missing in a record; they are filled in with an empty value',
  ).default([]),
  envelope_keys: fieldTypes.describe(
    'Fields of the outer object that are attached to every record taken out of it',
  ),
  optional_envelope_keys: listOf(
    text('Name of an envelope field', { level: 'load' }),
    'Fields of the envelope that may be missing',
  ).default([]),
  json_path: text('JMESPath to the record or records inside the decoded object', { level: 'load' }),
  embedded_json: flag(
    'Each value that json_path selects is a text that holds a JSON object',
  ).default(false),
  json_regex_key: text('An outer field whose text contains a JSON object somewhere', {
    level: 'load',
  }),
  log_patterns: patternTree,
  priority: integer(
    'Schemas with the lowest number are tried first; those without one last',
    [-1],
    {
      level: 'load',
    },
  ),
  normalization: normalizationDefinition,
  unknown_keys: oneOf(
    ['reject', 'keep', 'drop'],
    'What happens to a top-level key that the schema lacks: the record does not fit (reject, the usual), the ' +
      'key stays (keep), or the key is left out (drop)',
    { level: 'load' },
  ).default('reject'),
  time_field: timeFieldDefinition,
};

/** What stands under one log type, but for `schema` and `configuration`, which are read by their own modules. */
export const logTypeDefinition = section(
  {
    description: text('What these records are, for people; shown in reference pages and editors', {
      level: 'warning',
    }),
    parser: text('How the data reads', { level: 'load' }),
    schema: anything('The fields of a record'),
    configuration: anything('Options of the parser and of this log type'),
    hints: anything('Patterns and paths of releases before 1.3'),
    delimiter: legacy('moved: write configuration.delimiter instead; it is still read here'),
    separator: legacy('moved: write configuration.separator instead; it is still read here'),
  },
  'A log type',
);

/** One file below `schemas/`, for editors. */
export function schemaFileDefinition(parsers: readonly ParserDescription[]): z.ZodType {
  const configuration = z
    .strictObject({ ...optionsOf(parsers), ...commonOptions })
    .partial()
    .describe('Options of the parser and of this log type');
  const logType = z
    .strictObject({
      description: logTypeDefinition.shape.description,
      parser: z.enum(parsers.map(({ type }) => type)).describe('How the data reads'),
      schema: fieldTypes,
      configuration: configuration.optional(),
    })
    .describe('A log type: what its records look like and how they are read');
  return mapOf(logType, 'Log types by name: <category> or <category>:<subtype>');
}

function optionsOf(parsers: readonly ParserDescription[]): z.ZodRawShape {
  const named = parsers.flatMap(({ type, options }) =>
    Object.entries(options.shape).map(([name, option]) => ({ type, name, option })),
  );
  return Object.fromEntries(
    Object.entries(Object.groupBy(named, ({ name }) => name)).map(([name, all = []]) => {
      const described = all.map(({ type, option }) => {
        const schema = option instanceof z.ZodType ? option : z.unknown();
        return { schema, description: `${type}: ${descriptionOf(schema) ?? name}` };
      });
      const [first = { schema: z.unknown() }] = described;
      const schema = described.length === 1 ? first.schema : z.string();
      return [name, schema.describe(described.map(({ description }) => description).join('; '))];
    }),
  );
}

/** A default or an optional wraps the schema that was described. */
function descriptionOf(schema: z.ZodType): string | undefined {
  if (schema.description !== undefined) return schema.description;
  const isWrapped = schema instanceof z.ZodDefault || schema instanceof z.ZodOptional;
  const inner = isWrapped ? schema.unwrap() : undefined;
  return inner instanceof z.ZodType ? descriptionOf(inner) : undefined;
}
