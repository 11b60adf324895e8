/**
 * What authors of rules, matchers, publishers and parsers import as `streamalert`; all of it but the library. It
 * stands apart so that the types of rules can be checked without the engine behind `detect`.
 */
export { at } from './helpers/at.ts';
export { type CidrSet, cidrSet } from './helpers/cidr-set.ts';
export { type IpKind, ipKind, isInternalIp, isPublicIp } from './helpers/ip-kind.ts';
export { inNetwork, validIp } from './helpers/network.ts';
export { type WildcardSet, wildcardSet } from './helpers/wildcard-set.ts';
export { valuesForNormalizedType } from './helpers/normalized.ts';
export {
  dataHasValue,
  dataHasValueFromList,
  dataHasValueFromSubstringList,
  dataHasValueWithSubstring,
  getFirstKey,
  getKeys,
} from './helpers/search.ts';
/** The names that these two had in earlier releases. */
export { valuesForNormalizedType as fetchValuesByDatatype } from './helpers/normalized.ts';
export { matchesAny as inSet } from './helpers/text.ts';
export {
  containsAny,
  endsWithAny,
  matchesAny,
  pathMatchesAny,
  startsWithAny,
} from './helpers/text.ts';
export { lastHour, randomBool, safeJsonLoads } from './helpers/values.ts';
export { dynamicOutput, matcher, publisher, rule } from './domain/define-rule.ts';
export type { ContextOf, RuleDefinition, Services as RuleServices } from './domain/define-rule.ts';
export type {
  LogTypeName,
  LookupTableName,
  LooseRecord,
  NormalizedTypeName,
  RecordOf,
} from './domain/record-of.ts';
export { type AlertLink, alertLinks } from './domain/alert-links.ts';
export { defaultPublication, defaultPublisher } from './domain/default-publication.ts';
export { describe, type RuleDescription } from './domain/rule-description.ts';
export type { Alert, MergeBy } from './domain/alert.ts';
export type { JsonObject, JsonValue } from './domain/json.ts';
export type { OutputFields, OutputService } from './domain/output-fields.ts';
export type {
  AlertContent,
  FieldOf as OutputFieldOf,
  Publication,
  Publisher,
  TypedPublication,
} from './domain/publication.ts';
export type { LogRecord, NormalizedValues, Origin } from './domain/record.ts';
export type {
  DynamicOutput,
  Matcher,
  PublisherChoice,
  PublisherRef,
  Rule,
  RuleFailure,
} from './domain/rule.ts';
export { type Severity, severities, severityRank } from './domain/severity.ts';
export type { FieldTest, Scalar, Where } from './domain/where.ts';
export type { Field, FieldType } from './domain/log-type.ts';
export { parser, rejected } from './parsers/own-parser.ts';
export type { ParserDefinition, ParserInput, ReadRecords } from './parsers/own-parser.ts';
export { noRecords, type Rejected } from './parsers/parser.ts';
/** What the options of a parser are defined with. */
export { z } from 'zod';
