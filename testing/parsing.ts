import { logTypesFromSchemas } from '../src/config/schemas/log-types.ts';
import type { Finding } from '../src/domain/finding.ts';
import type { JsonValue } from '../src/domain/json.ts';
import type { LogType } from '../src/domain/log-type.ts';
import { parsers } from '../src/parsers/index.ts';
import type { Candidate } from '../src/parsers/parser.ts';
import { compileClassifier } from '../src/stages/classifier/classifier.ts';

/** A log type as a schema file has it, without its parser. */
export interface Declared {
  readonly schema?: object;
  readonly configuration?: object;
}

function load(parser: string, { schema = {}, configuration = {} }: Declared) {
  const text = JSON.stringify({ 't:t': { parser, schema, configuration } });
  const file = { file: 'conf/schemas/t.json', relative: 'schemas/t.json', text };
  return logTypesFromSchemas([file], { parsers });
}

/** What is wrong with a log type of this parser, in short: `load configuration.pattern: …`. */
export const findingsOf = (parser: string, declared: Declared): readonly string[] =>
  load(parser, declared).findings.map(({ level, path, message }: Finding) =>
    `${level} ${path.replace(/^t:t\.?/, '')}: ${message}`.replace('  ', ' '),
  );

function soundLogType(parser: string, declared: Declared): LogType {
  const { logTypes, findings } = load(parser, declared);
  const [logType] = logTypes;
  if (logType === undefined || findings.some(({ level }) => level === 'load')) {
    throw new Error(JSON.stringify(findings));
  }
  return logType;
}

/** The parser alone, compiled for a log type; without a schema, anything fits. */
export function reader(name: string, declared: Declared = {}) {
  const parser = parsers.find(({ type }) => type === name);
  if (parser === undefined) throw new Error(`there is no parser ${name}`);
  const parse = parser.compile(soundLogType(name, declared));
  return (content: JsonValue): readonly Candidate[] => parse(content, () => undefined);
}

/** What a payload becomes under a log type: its records, or why it has none. */
export function classified(parser: string, declared: Declared, payload: string) {
  const classifier = compileClassifier([soundLogType(parser, declared)], {
    parsers,
    acceptBareRecords: false,
  });
  const found = classifier.classify(payload);
  return found.outcome === 'classified' ? found.records : found.detail;
}
