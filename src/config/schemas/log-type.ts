import { envelopeKey, type Field, type LogPatterns, type LogType } from '../../domain/log-type.ts';
import { check } from '../check.ts';
import { type Cursor, child, keyProblem, problem, textOf, unknownName } from '../cursor.ts';
import { shown } from '../shown.ts';
import { commonOptions, logTypeDefinition, type ParserDescription } from './definition.ts';
import { readFields } from './fields.ts';
import { checkJsonPath, isJsonPath } from './json-path.ts';
import { readNormalization } from './normalization.ts';
import {
  contradictions,
  readLogPatterns,
  readOptionalKeys,
  readParserOptions,
  readPriority,
  reportMisuse,
} from './options.ts';
import { readTimeField } from './time-field.ts';

/** One log type from its definition; undefined, with a finding, when too much of it is missing. */
export function readLogType(
  name: string,
  cursor: Cursor,
  file: string,
  parsers: readonly ParserDescription[],
): LogType | undefined {
  const checked = check(cursor, logTypeDefinition);

  const parser = readParser(name, cursor, parsers);
  const schema = child(cursor, 'schema');
  if (schema === undefined && cursor.node.kind === 'map') {
    keyProblem(cursor, 'load', `the 'schema' is missing for ${JSON.stringify(name)}`);
  }
  const fields = schema && readFields(schema);
  const configuration = readConfiguration(cursor);
  if (parser === undefined || fields === undefined) return undefined;

  const [category = name] = name.split(':', 1);
  const parserOptions = readParserOptions(configuration, parser, parsers);
  contradictions(configuration, parser);
  const { description } = checked ?? {};
  const keys = readKeys(configuration, fields);
  if (schema) warnOfMisfit(schema, configuration, parser, keys);
  const logType: LogType = {
    name,
    category,
    parser: parser.type,
    ...keys,
    ...readSelection(configuration, parser),
    ...readFilters(configuration),
    parserOptions,
    ...(description !== undefined && { description }),
    file,
  };
  reportMisuse(logType, parser, { definition: cursor, configuration });
  return logType;
}

function readParser(
  name: string,
  cursor: Cursor,
  parsers: readonly ParserDescription[],
): ParserDescription | undefined {
  const written = child(cursor, 'parser');
  if (written === undefined) {
    if (cursor.node.kind !== 'map') return undefined;
    const known = parsers.map(({ type }) => type).join(', ');
    keyProblem(
      cursor,
      'load',
      `the 'parser' is missing for ${JSON.stringify(name)}; parsers: ${known}`,
    );
    return undefined;
  }
  const type = textOf(written);
  const parser = parsers.find((known) => known.type === type);
  if (parser === undefined && type !== undefined) {
    const known = parsers.map((each) => each.type);
    unknownName(written, 'load', 'parser', type, known);
  }
  return parser;
}

function readConfiguration(cursor: Cursor): Cursor | undefined {
  const configuration = child(cursor, 'configuration');
  if (configuration === undefined || configuration.node.kind === 'map') return configuration;
  problem(configuration, 'load', `expected a map { … } of options, found ${shown(configuration)}`);
  return undefined;
}

function readKeys(configuration: Cursor | undefined, fields: readonly Field[]) {
  const optional = optionalKeys(configuration, 'optional_top_level_keys', fields, 'the schema');
  const outer = child(configuration, 'envelope_keys');
  const envelope = (outer && readFields(outer)) ?? [];
  const outerOptional = optionalKeys(
    configuration,
    'optional_envelope_keys',
    envelope,
    'envelope_keys',
  );
  const timeField = child(configuration, 'time_field');
  const time = timeField && readTimeField(timeField, { fields, envelope });
  return {
    fields,
    optionalKeys: optional.keys,
    envelope,
    optionalEnvelopeKeys: outerOptional.keys,
    usable: optional.usable && outerOptional.usable,
    ...(time && { timeField: time }),
  };
}

function optionalKeys(
  configuration: Cursor | undefined,
  option: 'optional_top_level_keys' | 'optional_envelope_keys',
  fields: readonly Field[],
  where: string,
) {
  const cursor = child(configuration, option);
  if (cursor?.node.kind !== 'map') check(cursor, commonOptions[option]);
  return readOptionalKeys(cursor, new Set(fields.map(({ name }) => name)), where);
}

const syslogFields = ['timestamp', 'host', 'application', 'message'];

/** Combinations of parser and fields that are allowed but that nothing can ever fit. */
function warnOfMisfit(
  schema: Cursor,
  configuration: Cursor | undefined,
  { type, takes }: ParserDescription,
  {
    fields,
    envelope,
    optionalEnvelopeKeys,
  }: Pick<LogType, 'fields' | 'envelope' | 'optionalEnvelopeKeys'>,
): void {
  const added = child(schema, envelopeKey);
  if (added) {
    const when = 'is added to records after their fields are compared';
    keyProblem(added, 'warning', `${when}, so no record has it then; remove it from the schema`);
  }
  const missing = syslogFields.filter((name) => !fields.some((field) => field.name === name));
  if (type === 'syslog' && missing.length > 0) {
    const always = `syslog records always have ${syslogFields.join(', ')}`;
    problem(
      schema,
      'warning',
      `nothing fits: ${always}, and the schema lacks ${missing.join(', ')}`,
    );
  }
  const required = envelope.filter(({ name }) => !optionalEnvelopeKeys.has(name));
  const readsObjects =
    type === 'json' || (takes.includes('json_path') && child(configuration, 'json_path'));
  const outer = child(configuration, 'envelope_keys');
  if (outer && required.length > 0 && !readsObjects) {
    keyProblem(
      outer,
      'warning',
      `nothing fits: an envelope needs JSON data, the ${type} parser text`,
    );
  }
}

/** Which part of a decoded object the records are. */
function readSelection(configuration: Cursor | undefined, { takes }: ParserDescription) {
  const option = (name: string) => (takes.includes(name) ? child(configuration, name) : undefined);
  const jsonPath = readJsonPath(option('json_path'));
  const jsonRegexKey = check(option('json_regex_key'), commonOptions.json_regex_key);
  return {
    ...(jsonPath !== undefined && { jsonPath }),
    embeddedJson: check(option('embedded_json'), commonOptions.embedded_json) ?? false,
    ...(jsonRegexKey !== undefined && { jsonRegexKey }),
  };
}

function readJsonPath(cursor: Cursor | undefined): string | undefined {
  const written = check(cursor, commonOptions.json_path);
  if (cursor === undefined || written === undefined) return undefined;
  // JSONPath that is still here has no counterpart; who converts earlier forms has told so.
  if (isJsonPath(written)) return undefined;
  const checked = checkJsonPath(written);
  if (checked.outcome === 'valid') return written;
  problem(cursor, 'load', checked.message);
  return undefined;
}

function readFilters(configuration: Cursor | undefined) {
  const patterns = child(configuration, 'log_patterns');
  const logPatterns = patterns && readLogPatterns(patterns);
  if (patterns && logPatterns && meansMoreNow(logPatterns)) {
    const change = 'the original looked only at the first map among them, here all must fit';
    keyProblem(patterns, 'warning', `mixes patterns of fields with maps of patterns: ${change}`);
  }
  const normalization = child(configuration, 'normalization');
  const priority = readPriority(child(configuration, 'priority'));
  return {
    ...(logPatterns && { logPatterns }),
    ...(priority !== undefined && { priority }),
    unknownKeys:
      check(child(configuration, 'unknown_keys'), commonOptions.unknown_keys) ?? 'reject',
    ...(normalization && { normalization: readNormalization(normalization) }),
  } as const;
}

/** Whether a map of patterns stands beside patterns of fields, at any depth (configuration.md 14). */
const meansMoreNow = (patterns: LogPatterns): boolean => {
  const maps = [...patterns.values()].filter((value): value is LogPatterns => value instanceof Map);
  return (maps.length > 0 && maps.length < patterns.size) || maps.some(meansMoreNow);
};
