import type { JsonNode } from '../json-tree.ts';
import { clusterFile, type Deployment, formerBlocks } from './deployment.ts';
import { at, below, type Draft, type Place } from './draft.ts';
import { migrateFunctionSettings, migrateLibraries } from './function-settings.ts';
import { nodeAt, nodeOf, numberIn, sameValue } from './tree.ts';

const file = 'lambda.json';
const partitioner = at(file, 'athena_partitioner_config');

/** `lambda.json` of releases 1.4 to 3.1 (configuration.md 12.5). */
export function migrateLambda(draft: Draft, deployment: Deployment): void {
  collectAlertProcessor(draft, deployment);
  if (draft.files.get(file)?.kind !== 'map') return;
  migratePartitioner(draft, deployment);
  migrateLibraries(draft, at(file, 'rule_processor_config', 'third_party_libraries'));
  migrateLibraries(draft, at(file, 'stream_alert_apps_config', 'third_party_libraries'));
  draft.drop(at(file, 'rule_processor_config'), 'classifier_config of each cluster took its place');
  draft.drop(at(file, 'stream_alert_apps_config'), 'apps are packaged with everything else');
  for (const [name, section] of draft.entries(at(file))) {
    if (section.kind === 'map') migrateFunctionSettings(draft, at(file, name));
  }
  const downloader = at(file, 'threat_intel_downloader_config');
  draft.move(below(downloader, 'interval'), below(downloader, 'schedule_expression'));
  if (deployment.isV2) fillFunctions(draft, deployment);
}

function migratePartitioner(draft: Draft, { isV1, isV2, prefix }: Deployment): void {
  const former = at(file, 'athena_partition_refresh_config');
  const node = draft.node(former);
  if (node?.kind === 'map' && !draft.has(partitioner)) {
    const hasFormat = nodeAt(node, ['file_format']) !== undefined;
    draft.move(former, partitioner);
    if (!hasFormat) {
      const why = 'all that was stored before release 3.1 is JSON';
      draft.fill(below(partitioner, 'file_format'), 'json', why);
    }
    if (isV1 && !draft.has(below(partitioner, 'database_name'))) {
      const database = `the database is ${prefix}_streamalert unless database_name says otherwise`;
      draft.tell(partitioner, `${database}; releases 1.5 and 1.6 also name one called streamalert`);
    }
  } else {
    draft.move(former, partitioner);
  }
  if (draft.node(partitioner)?.kind !== 'map') return;
  for (const kind of ['repair_hive_table', 'add_hive_partition']) {
    const buckets = below(partitioner, 'refresh_type', kind);
    for (const [bucket] of draft.entries(buckets)) {
      draft.move(below(buckets, bucket), below(partitioner, 'buckets', bucket));
    }
    draft.clearIfEmpty(buckets);
  }
  draft.drop(below(partitioner, 'refresh_type'), 'buckets took its place');
  draft.drop(below(partitioner, 'refresh_interval'), 'new files announce themselves');
  if (isV2) {
    const results = `${prefix}.streamalert.athena-results`;
    draft.fill(below(partitioner, 'results_bucket'), results, 'the bucket that exists');
  }
  const alerts = `${prefix}.streamalerts`;
  if (draft.has(below(partitioner, 'buckets', alerts)) && draft.files.has('global.json')) {
    const bucket = at('global.json', 'infrastructure', 'alerts_firehose', 'bucket_name');
    draft.fill(bucket, alerts, 'athena_partitioner_config names it as the bucket of alerts');
  }
}

/** Each cluster had an alert processor; now there is one, with the largest of their numbers. */
function collectAlertProcessor(draft: Draft, { clusters }: Deployment): void {
  const places = clusters.flatMap((name) => [
    ...formerBlocks.map((block) => at(clusterFile(name), 'modules', block, 'alert_processor')),
    at(clusterFile(name), 'alert_processor'),
  ]);
  const present = places.filter((place) => draft.node(place)?.kind === 'map');
  const target = at(file, 'alert_processor_config');
  const given = new Set(draft.entries(target).map(([key]) => key));
  const keys = new Set(present.flatMap((place) => draft.entries(place).map(([key]) => key)));
  for (const key of keys) {
    const written = present.map((place) => below(place, key));
    const values = written.filter((place) => draft.has(place));
    for (const place of written) if (!values.includes(place)) draft.drop(place, 'it says nothing');
    if (key === 'current_version') {
      for (const place of values) draft.drop(place, 'packages are built another way now');
    } else if (given.has(key)) {
      for (const place of values) draft.superseded(place, below(target, key));
    } else {
      collectSetting(draft, values, below(target, currentName(key)));
    }
  }
  for (const place of present) {
    draft.clearIfEmpty(place);
    draft.clearIfEmpty({ ...place, path: place.path.slice(0, -1) });
  }
}

const currentName = (key: string): string =>
  key === 'enable_metrics' ? 'enable_custom_metrics' : key;

function collectSetting(draft: Draft, places: readonly Place[], target: Place): void {
  const nodes = places.flatMap((place) => draft.node(place) ?? []);
  const [first] = nodes;
  if (first === undefined) return;
  const numbers = nodes.flatMap((node) => numberIn(node) ?? []);
  const areSame = nodes.every((node) => sameValue(node, first));
  if (!areSame && target.path.at(-1) === 'vpc_config') {
    const message =
      'differs between clusters, but there is one alert processor now; write alert_processor_config.vpc_config in lambda.json';
    for (const place of places) draft.decide(place, message);
    return;
  }
  const isNumber = numbers.length === nodes.length;
  const value: JsonNode = isNumber ? nodeOf(Math.max(...numbers)) : first;
  const why = areSame ? undefined : isNumber ? 'the largest of all clusters' : 'that of the first';
  for (const place of places) if (draft.put(place, target, value, why)) draft.clear(place);
}

/** What release 3 ships for functions that did not exist before. */
const shipped = {
  alert_merger_config: {
    concurrency_limit: 1,
    enable_custom_metrics: true,
    log_level: 'info',
    log_retention_days: 14,
    memory: 128,
    metric_alarms: {
      errors: { enabled: true, evaluation_periods: 1, period_secs: 120, threshold: 0 },
      throttles: { enabled: true, evaluation_periods: 1, period_secs: 120, threshold: 1 },
    },
    schedule_expression: 'rate(1 minute)',
    timeout: 60,
  },
  rules_engine_config: {
    concurrency_limit: 10,
    enable_custom_metrics: true,
    log_level: 'info',
    log_rule_statistics: true,
    memory: 128,
    sqs_record_batch_size: 10,
    timeout: 60,
  },
} as const;

function fillFunctions(draft: Draft, { clusters, isV1 }: Deployment): void {
  const why = 'release 2 had no such function; these are the values that release 3 ships';
  draft.fill(at(file, 'alert_merger_config'), shipped.alert_merger_config, why);
  // The rule processor of release 1 did the work of both, so its size is a good first guess.
  const largest = (key: 'memory' | 'timeout') => {
    const numbers = clusters.flatMap(
      (name) => numberIn(draft.node(at(clusterFile(name), 'classifier_config', key))) ?? [],
    );
    return isV1 && numbers.length > 0 ? Math.max(...numbers) : shipped.rules_engine_config[key];
  };
  const engine = {
    ...shipped.rules_engine_config,
    memory: largest('memory'),
    timeout: largest('timeout'),
  };
  draft.fill(at(file, 'rules_engine_config'), engine, why);
}
