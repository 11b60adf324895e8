import type { Deployment } from './deployment.ts';
import { at, below, type Draft, type Place } from './draft.ts';
import { migrateMetricAlarms } from './function-settings.ts';
import { entriesIn, flagIn, mapNode, nodeOf, textIn, textsIn } from './tree.ts';

const file = 'global.json';
const infrastructure = at(file, 'infrastructure');

/** `global.json` of releases 1.4 to 2.3 (configuration.md 12.6). */
export function migrateGlobal(draft: Draft, deployment: Deployment): void {
  if (draft.files.get(file)?.kind !== 'map') return;
  const place = at(file, 'infrastructure');
  if (draft.has(place) && draft.node(place)?.kind !== 'map') return;
  migrateMonitoring(draft, below(infrastructure, 'monitoring'));
  migrateFirehose(draft, below(infrastructure, 'firehose'), deployment);
  migrateQueue(draft, deployment);
  migrateStaging(draft, below(infrastructure, 'rule_staging'));
  migrateLookupTables(draft, below(infrastructure, 'lookup_tables'));
  const ofCluster = 'it belongs to modules.kinesis.streams of a cluster; write it there';
  for (const metrics of [
    below(infrastructure, 'shard_level_metrics'),
    below(infrastructure, 'monitoring', 'shard_level_metrics'),
  ]) {
    if (draft.node(metrics) !== undefined) draft.dropWarned(metrics, ofCluster);
  }
  migrateAccessLogging(draft, at(file, 's3_access_logging'));
  migrateTerraform(draft);
  if (!deployment.isV2) return;
  const bucket = below(infrastructure, 'alerts_firehose', 'bucket_name');
  draft.fill(bucket, `${deployment.prefix}.streamalerts`, 'the bucket of alerts that exists');
  const folders = { rule_locations: ['rules'], matcher_locations: ['matchers'] };
  const general = at(file, 'general');
  for (const [key, value] of Object.entries(folders)) {
    draft.fill(below(general, key), value, 'the folder that was read');
  }
}

function migrateMonitoring(draft: Draft, monitoring: Place): void {
  const [create, name] = [
    below(monitoring, 'create_sns_topic'),
    below(monitoring, 'sns_topic_name'),
  ];
  const creates = flagIn(draft.node(create));
  if (creates === true) {
    if (draft.has(name)) {
      draft.dropWarned(name, '"create_sns_topic" is true, so release 2 ignored it');
    }
    const topic = 'now <prefix>_streamalert_monitoring, then stream_alert_monitoring';
    draft.drop(create, `the topic is created anyway; its name is ${topic}: subscribe again`);
  } else if (creates === false && !draft.has(name)) {
    const message = 'names no topic for alarms; write "sns_topic_name", or true, which creates one';
    draft.decide(create, message);
  } else {
    draft.drop(create, 'the topic that "sns_topic_name" names is used');
  }
  migrateAlarms(draft, below(monitoring, 'metric_alarms'));
}

/** Alarms over all clusters, by function. */
function migrateAlarms(draft: Draft, alarms: Place): void {
  for (const [name] of draft.entries(alarms)) {
    const place = below(alarms, name);
    if (name === 'rule_processor') {
      migrateMetricAlarms(draft, place, at('lambda.json', 'classifier_config'));
    } else if (name.startsWith('athena_')) {
      draft.dropWarned(place, 'that function has no metrics of its own');
    } else {
      for (const [alarm] of draft.entries(place)) {
        const target = at('lambda.json', `${name}_config`, 'custom_metric_alarms', alarm);
        draft.move(below(place, alarm), target);
      }
      draft.clearIfEmpty(place);
    }
  }
  draft.clearIfEmpty(alarms);
}

function migrateFirehose(draft: Draft, firehose: Place, { isV2, prefix }: Deployment): void {
  if (draft.node(firehose)?.kind !== 'map') return;
  const [suffix, bucket] = [below(firehose, 's3_bucket_suffix'), below(firehose, 'bucket_name')];
  const written = textIn(draft.node(suffix));
  if (written !== undefined) {
    if (draft.has(bucket)) draft.superseded(suffix, bucket);
    else if (draft.put(suffix, bucket, nodeOf(`${prefix}.${written}`))) draft.clear(suffix);
  }
  if (isV2) {
    draft.fill(bucket, `${prefix}.streamalert.data`, 'the bucket of data that exists');
    const streams = 'the streams of release 2, streamalert_data_<log>, are made anew';
    draft.tell(firehose, `${streams}, with other names`);
  }
  draft.drop(below(firehose, 'compression_format'), 'it follows from file_format');
  const logs = below(firehose, 'enabled_logs');
  const node = draft.node(logs);
  if (node?.kind === 'list') {
    const map = mapNode(textsIn(node).map((log) => [log, nodeOf({}, node.position)] as const));
    draft.replace(logs, map, 'a map, no longer a list');
  }
  if (flagIn(draft.node(below(firehose, 'enabled'))) === true) {
    const change = 'that when it is absent, where release 3 used 5 for JSON';
    draft.fill(below(firehose, 'buffer_size'), 128, change);
  }
}

/** Release 2.3 demanded a choice and shipped null for it; the name of the queue must not change. */
function migrateQueue(draft: Draft, { isV2 }: Deployment): void {
  const place = below(infrastructure, 'classifier_sqs', 'use_prefix');
  const isNull = draft.node(place)?.kind === 'null';
  if (isV2) draft.fill(place, false, 'the queue of release 2 has no prefix', 'warning');
  else if (isNull) draft.fill(place, true, 'null is no choice; write true or false', 'warning');
}

function migrateStaging(draft: Draft, staging: Place): void {
  for (const key of ['read_capacity', 'write_capacity']) {
    draft.move(below(staging, 'table', key), below(staging, `table_${key}`));
  }
  draft.clearIfEmpty(below(staging, 'table'));
}

/** One table for each file. */
function migrateLookupTables(draft: Draft, former: Place): void {
  const node = draft.node(former);
  if (node?.kind !== 'map') return;
  if (draft.files.has('lookup_tables.json')) {
    draft.superseded(former, at('lookup_tables.json'));
    return;
  }
  const minutes = draft.node(below(former, 'cache_refresh_minutes')) ?? nodeOf(10);
  draft.set(at('lookup_tables.json'), nodeOf({}));
  if (draft.has(below(former, 'enabled'))) {
    draft.move(below(former, 'enabled'), at('lookup_tables.json', 'enabled'));
  }
  draft.set(at('lookup_tables.json', 'tables'), nodeOf({}));
  for (const [bucket, files] of draft.entries(below(former, 'buckets'))) {
    for (const key of textsIn(files)) {
      const place = below(former, 'buckets', bucket);
      const table = at('lookup_tables.json', 'tables', tableName(key));
      if (draft.has(table)) {
        const same = `another file gives the table ${JSON.stringify(tableName(key))}`;
        draft.decide(place, `${same}; write lookup_tables.json with a name for each`);
        continue;
      }
      const settings = mapNode([
        ['driver', nodeOf('s3')],
        ['bucket', nodeOf(bucket)],
        ['key', nodeOf(key)],
        ['compression', nodeOf('gzip')],
        ['cache_refresh_minutes', minutes],
      ]);
      draft.put(place, table, settings);
    }
  }
  draft.clear(former);
}

/** The base name of the file without its ending. */
const tableName = (key: string): string =>
  key.slice(key.lastIndexOf('/') + 1).replace(/(?!^)\.[^.]*$/, '');

function migrateAccessLogging(draft: Draft, former: Place): void {
  const bucket = below(infrastructure, 's3_access_logging', 'bucket_name');
  draft.move(below(former, 'logging_bucket'), bucket);
  const create = below(former, 'create_bucket');
  const creates = flagIn(draft.node(create)) === true;
  const name = textIn(draft.node(bucket)) ?? 'the bucket';
  if (creates) draft.dropWarned(create, `${name} must exist, or be imported into the state`);
  else draft.drop(create, 'a bucket is created only when it has the usual name');
  draft.clearIfEmpty(former);
}

function migrateTerraform(draft: Draft): void {
  const terraform = at(file, 'terraform');
  draft.move(below(terraform, 'tfstate_bucket'), below(terraform, 'bucket_name'));
  draft.move(below(terraform, 'tfstate_s3_key'), below(terraform, 'state_key_name'));
  draft.drop(below(terraform, 'tfvars'), 'variables are no longer kept in a file of Terraform');
  const created = 'a bucket is created only when it has the usual name';
  draft.drop(below(terraform, 'create_bucket'), created);
}

/** The `threat_intel` section of releases 1.6 and 2.0. */
export function migrateThreatIntel(draft: Draft): void {
  const former = at(file, 'threat_intel');
  if (draft.node(former)?.kind !== 'map') return;
  const target = 'threat_intel.json';
  if (draft.files.has(target)) {
    draft.superseded(former, at(target));
    return;
  }
  if ([...entriesIn(draft.node(former))].length === 0) {
    draft.drop(former, 'it says nothing');
    return;
  }
  draft.set(at(target), nodeOf({}));
  for (const [key] of entriesIn(draft.node(former))) {
    const name = key === 'dynamodb_table' ? 'dynamodb_table_name' : key;
    draft.move(below(former, key), at(target, name));
  }
  draft.clear(former);
  draft.set(at(target, 'normalized_ioc_types'), nodeOf({}));
}
