import { type Checked, check } from '../check.ts';
import {
  type Cursor,
  child,
  entriesOf,
  itemsOf,
  keyProblem,
  numberOf,
  problem,
  textOf,
} from '../cursor.ts';
import { checkFunction, isSwitchedOff } from '../function-settings.ts';
import type { z } from 'zod';
import { lambdaDefinition } from './definition.ts';
import { checkPromotion } from './rule-promotion.ts';

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

export type CheckedLambda = Checked<z.output<typeof lambdaDefinition>>;

/** `lambda.json`: only infrastructure depends on it, so most of what is wrong refuses only a build. */
export function checkLambda(cursor: Cursor): CheckedLambda | undefined {
  const checked = check(cursor, lambdaDefinition);
  if (cursor.node.kind !== 'map') return undefined;
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
  return checked;
}

function checkSection(name: string, section: Cursor): void {
  const isEmpty = entriesOf(section).length === 0;
  const isRequired = required.includes(name);
  if (isEmpty && !isRequired) {
    if (name === 'classifier_config') return;
    keyProblem(section, 'warning', 'is empty, so the function is not generated');
    return;
  }
  // The partitioner and the downloader have defaults for memory and timeout; the extractor is no function.
  const needsNothing =
    name === 'classifier_config' ||
    /^(?:athena_partitioner|threat_intel_downloader|artifact_extractor)_/.test(name);
  const metrics = Object.hasOwn(metricsOf, name) ? metricsOf[name] : undefined;
  checkFunction(section, {
    isBuilt: !needsNothing && !isSwitchedOff(section),
    ...(metrics && { metrics }),
  });
  rulesOf(name)?.(section);
}

const metricsOf: Readonly<Record<string, 'Classifier' | 'RulesEngine' | 'AlertMerger'>> = {
  classifier_config: 'Classifier',
  rules_engine_config: 'RulesEngine',
  alert_merger_config: 'AlertMerger',
};

function rulesOf(name: string): ((section: Cursor) => void) | undefined {
  switch (name) {
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
  const [min = 5, max = 5] = ['min_read_capacity', 'max_read_capacity'].map((key) =>
    numberOf(child(section, key)),
  );
  if (min > max) {
    const found = `min_read_capacity (${min}) is above max_read_capacity (${max})`;
    keyProblem(section, 'build', `${found}; each is 5 when absent`);
  }
  const interval = child(section, 'interval');
  if (interval) {
    const counts = child(section, 'schedule_expression') ? '; that one counts' : ', as it is read';
    keyProblem(interval, 'migration', `renamed: write "schedule_expression"${counts}`);
  }
}

function checkExtractor(section: Cursor): void {
  const name = child(section, 'firehose_stream_name');
  if (name && (textOf(name) ?? '').length > 64) {
    problem(name, 'build', 'the name of a stream has at most 64 characters');
  }
}
