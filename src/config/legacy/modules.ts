import type { JsonNode } from '../json-tree.ts';
import { patternOf } from './cloudtrail.ts';
import { clusterFile, type Deployment } from './deployment.ts';
import { at, below, type Draft, type Place } from './draft.ts';
import { migrateFunctionSettings } from './function-settings.ts';
import {
  relocated,
  entriesIn,
  flagIn,
  isEmptyNode,
  listNode,
  mapNode,
  nodeAt,
  nodeOf,
  textIn,
} from './tree.ts';

/** The modules of a cluster other than `stream_alert` and `cloudtrail` (configuration.md 12.4.4). */
export function migrateModules(draft: Draft, name: string, deployment: Deployment): void {
  const modules = at(clusterFile(name), 'modules');
  migrateS3Events(draft, below(modules, 's3_events'));
  migrateKinesis(draft, modules, name, deployment);
  migrateDestination(draft, modules);
  migrateFlowLogs(draft, modules);
  migrateApps(draft, modules, name, deployment);
  const pattern = below(modules, 'cloudwatch_events', 'event_pattern');
  if (textIn(draft.node(pattern)) !== undefined) {
    const parsed = patternOf(draft, pattern);
    if (parsed.kind !== 'text') draft.replace(pattern, parsed, 'a map, no longer text');
  }
}

function migrateS3Events(draft: Draft, place: Place): void {
  const node = draft.node(place);
  if (node?.kind === 'list') migrateFilters(draft, place, node.items);
  const bucket = textIn(nodeAt(node, ['s3_bucket_id']));
  if (bucket === undefined) return;
  draft.put(below(place, 's3_bucket_id'), below(place, bucket), listNode([]), 'the whole bucket');
  draft.clear(below(place, 's3_bucket_id'));
}

/** The list of release 1.6: entries of one bucket stand together now. */
function migrateFilters(draft: Draft, place: Place, items: readonly JsonNode[]): void {
  const buckets = new Map<string, JsonNode[]>();
  for (const item of items) {
    const bucket = textIn(nodeAt(item, ['bucket_id']));
    if (bucket === undefined) {
      draft.decide(place, 'an entry has no "bucket_id"; write the name of its bucket');
      return;
    }
    if (flagIn(nodeAt(item, ['enable_events'])) === false) {
      draft.tell(place, `${bucket}: left out, because "enable_events" is false`);
      continue;
    }
    const filters = buckets.get(bucket) ?? [];
    filters.push(filterOf(item));
    buckets.set(bucket, filters);
  }
  const map = [...buckets].map(([bucket, filters]) => {
    // A bucket without any filter is written as an empty list.
    const isWhole = filters.every(isEmptyNode);
    return [bucket, listNode(isWhole ? [] : filters)] as const;
  });
  draft.replace(place, mapNode(map), 'a map from bucket to filters');
}

const filterOf = (item: JsonNode): JsonNode =>
  mapNode(
    entriesIn(item).filter(
      ([key, value]) => !['bucket_id', 'enable_events'].includes(key) && textIn(value) !== '',
    ),
  );

function migrateKinesis(
  draft: Draft,
  modules: Place,
  name: string,
  { isV2, prefix }: Deployment,
): void {
  const firehose = below(modules, 'kinesis', 'firehose');
  const suffix = textIn(draft.node(below(firehose, 's3_bucket_suffix'))) ?? 'streamalert.results';
  if (draft.node(firehose) !== undefined) {
    draft.drop(firehose, `alerts are always archived; they were in ${prefix}.${suffix}`);
    draft.clearIfEmpty(below(modules, 'kinesis'));
  }
  const streams = below(modules, 'kinesis', 'streams');
  if (!isV2 || draft.node(streams)?.kind !== 'map') return;
  const former = `${prefix}_${name}_stream_alert_kinesis`;
  draft.fill(below(streams, 'stream_name'), former, 'the stream that exists');
  draft.fill(below(streams, 'create_user'), true, 'the user of the stream exists');
}

function migrateDestination(draft: Draft, modules: Place): void {
  const [former, current] = [
    below(modules, 'cloudwatch'),
    below(modules, 'cloudwatch_logs_destination'),
  ];
  const isFormer = draft.has(former) && !draft.has(current);
  draft.move(former, current);
  if (isFormer && draft.node(current)?.kind === 'map') {
    draft.fill(below(current, 'enabled'), true, 'it was on unless told otherwise');
  }
}

function migrateFlowLogs(draft: Draft, modules: Place): void {
  const flowLogs = below(modules, 'flow_logs');
  const name = 'the name follows from prefix and cluster: <prefix>_<cluster>_streamalert_flow_logs';
  draft.drop(below(flowLogs, 'log_group_name'), name);
  migrateMisspelt(draft, flowLogs);
  const accounts = below(flowLogs, 'cross_account_ids');
  if (draft.node(accounts) === undefined) return;
  const destination = below(modules, 'cloudwatch_logs_destination');
  const isNew = !draft.has(destination);
  draft.move(accounts, below(destination, 'cross_account_ids'));
  if (!isNew || !draft.has(destination)) return;
  draft.fill(below(destination, 'enabled'), true, 'the accounts send their flow logs there');
  const region = textIn(draft.node(at('global.json', 'account', 'region')));
  if (region !== undefined) {
    draft.fill(below(destination, 'regions'), [region], 'they did so in this region only');
  }
}

/** Release 1.3 shipped `emis` for `enis`. */
function migrateMisspelt(draft: Draft, flowLogs: Place): void {
  const [wrong, right] = [below(flowLogs, 'emis'), below(flowLogs, 'enis')];
  if (draft.node(wrong) === undefined) return;
  draft.clearIfEmpty(right);
  if (isEmptyNode(draft.node(wrong)) && draft.has(right)) draft.drop(wrong, 'it is empty');
  else draft.move(wrong, right, 'misspelt in release 1.3');
}

function migrateApps(draft: Draft, modules: Place, cluster: string, { prefix }: Deployment): void {
  const [former, current] = [
    below(modules, 'stream_alert_apps'),
    below(modules, 'streamalert_apps'),
  ];
  for (const [key, app] of draft.entries(former)) {
    const place = below(former, key);
    const type = textIn(nodeAt(app, ['type']));
    const start = `${prefix}_${cluster}_`;
    const isFunction = key.startsWith(start) && key.endsWith('_app');
    if (!isFunction && type === undefined) {
      draft.decide(place, 'has no "type", of which the name of the function is made; write it');
      return;
    }
    const name = isFunction ? key : `${start}${type}_${key}_app`;
    const inner = isFunction ? key.slice(start.length, -'_app'.length) : key;
    const known = type !== undefined && inner.startsWith(`${type}_`);
    const appName = isFunction && known ? inner.slice(type.length + 1) : inner;
    if (app.kind === 'map' && !draft.has(below(place, 'app_name'))) {
      const named = relocated(nodeOf({ app_name: appName }), app.position);
      draft.set(place, mapOf(named, app));
    }
    draft.move(place, below(current, name));
  }
  draft.clearIfEmpty(former);
  for (const [name] of draft.entries(current)) {
    const app = below(current, name);
    draft.move(below(app, 'interval'), below(app, 'schedule_expression'));
    migrateFunctionSettings(draft, app);
  }
}

const mapOf = (first: JsonNode, rest: JsonNode): JsonNode => ({
  kind: 'map',
  position: rest.position,
  entries: new Map([
    ...(first.kind === 'map' ? first.entries : []),
    ...(rest.kind === 'map' ? rest.entries : []),
  ]),
});
