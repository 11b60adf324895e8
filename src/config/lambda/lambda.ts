import { check } from '../check.ts';
import {
  type Cursor,
  child,
  entriesOf,
  has,
  itemsOf,
  keyProblem,
  numberOf,
  problem,
  textOf,
} from '../cursor.ts';
import { checkFunction } from '../function-settings.ts';
import { lambdaDefinition } from './definition.ts';

/** Functions that every deployment has. */
const required = [
  'alert_merger_config',
  'alert_processor_config',
  'athena_partitioner_config',
  'rules_engine_config',
];

/** Those that most deployments have. */
const functions = [
  ...required,
  'classifier_config',
  'rule_promotion_config',
  'threat_intel_downloader_config',
  'artifact_extractor_config',
];

/** `lambda.json`: only infrastructure depends on it, so most of what is wrong refuses only a build. */
export function checkLambda(cursor: Cursor): void {
  check(cursor, lambdaDefinition);
  if (cursor.node.kind !== 'map') return;
  for (const name of required) {
    if (child(cursor, name) === undefined) {
      keyProblem(cursor, 'build', `required configuration missing in lambda.json: ${name}`);
    }
  }
  for (const [name, section] of entriesOf(cursor)) {
    if (section.node.kind === 'map' && functions.includes(name)) {
      checkSection(name, section);
    }
  }
}

function checkSection(name: string, section: Cursor): void {
  const isEmpty = entriesOf(section).length === 0;
  const isRequired = required.includes(name);
  if (isEmpty && name !== 'classifier_config' && !isRequired) {
    keyProblem(section, 'warning', 'is empty, so the function is not generated');
  }
  // The partitioner and the downloader have defaults for memory and timeout.
  const hasDefaults = /^(?:athena_partitioner|threat_intel_downloader|artifact_extractor)/.test(
    name,
  );
  const isBuilt = name !== 'classifier_config' && !hasDefaults && !isEmpty && !isOff(section);
  checkFunction(section, { isBuilt: isBuilt || (isRequired && isEmpty && !hasDefaults) });
  if ((numberOf(child(section, 'memory')) ?? 0) > 10_240) {
    keyProblem(section, 'warning', 'functions have at most 10240 MB of memory');
  }
  rulesOf(name)?.(section);
}

const isOff = (section: Cursor): boolean => {
  const node = child(section, 'enabled')?.node;
  return node?.kind === 'boolean' && !node.value;
};

function rulesOf(name: string): ((section: Cursor) => void) | undefined {
  switch (name) {
    case 'athena_partitioner_config':
      return checkPartitioner;
    case 'rule_promotion_config':
      return checkPromotion;
    case 'threat_intel_downloader_config':
      return checkDownloader;
    case 'artifact_extractor_config':
      return checkExtractor;
    default:
      return undefined;
  }
}

function checkPartitioner(section: Cursor): void {
  if (child(section, 'file_format') === undefined) {
    keyProblem(section, 'build', '"file_format" is missing: "parquet" or "json"');
  }
}

function checkPromotion(section: Cursor): void {
  if (isOff(section)) return;
  for (const key of ['schedule_expression', 'send_digest_schedule_expression']) {
    if (!has(section, key)) keyProblem(section, 'build', `"${key}" is missing`);
  }
}

/** The table of indicators holds exactly these. */
const indicatorKeys = ['expiration_ts', 'itype', 'source', 'type', 'value'];

function checkDownloader(section: Cursor): void {
  const keys = child(section, 'ioc_keys');
  const given = itemsOf(keys).map(textOf);
  const missing = indicatorKeys.filter((key) => !given.includes(key));
  if (keys && missing.length > 0) {
    problem(
      keys,
      'warning',
      `lacks ${missing.join(', ')}, without which an indicator is not stored`,
    );
  }
  if (itemsOf(child(section, 'ioc_filters')).length === 0) {
    keyProblem(section, 'warning', '"ioc_filters" is empty or missing, so no indicator is kept');
  }
  const [min, max] = ['min_read_capacity', 'max_read_capacity'].map((key) =>
    numberOf(child(section, key)),
  );
  if (min !== undefined && max !== undefined && min > max) {
    keyProblem(section, 'build', 'min_read_capacity is above max_read_capacity');
  }
}

function checkExtractor(section: Cursor): void {
  const name = child(section, 'firehose_stream_name');
  if (name && (textOf(name) ?? '').length > 64) {
    problem(name, 'build', 'the name of a stream has at most 64 characters');
  }
}
