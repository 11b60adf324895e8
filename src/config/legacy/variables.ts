import type { JsonNode } from '../json-tree.ts';
import { clusterFile } from './deployment.ts';
import { at, below, type Draft, type Place } from './draft.ts';
import { migrateLibraries } from './function-settings.ts';
import {
  entriesIn,
  isEmptyNode,
  mapNode,
  nodeOf,
  numberIn,
  textIn,
  type ConfigTree,
} from './tree.ts';

/** `variables.json` stood in the root of the repository, beside `conf/`. */
const places = ['../variables.json', 'variables.json'];

/** Terraform of other programs has files of that name as well, so its content must be ours. */
const variablesFiles = (tree: ConfigTree): readonly string[] =>
  places.filter((file) => {
    const keys = entriesIn(tree.get(file)).map(([key]) => key);
    return keys.includes('account_id') || keys.includes('account');
  });

/** `variables.json` of releases 1.0 to 1.3 as `global.json`, `lambda.json` and clusters (configuration.md 12.8). */
export function migrateVariables(draft: Draft): boolean {
  const [file, ...others] = variablesFiles(draft.files);
  if (file === undefined) return false;
  for (const other of others) draft.dropWarned(at(other), `${file} is there too and counts`);
  if (draft.files.has('global.json')) {
    draft.dropWarned(at(file), 'global.json is there too and counts');
    return false;
  }
  migrateAccount(draft, file);
  migrateTerraform(draft, file);
  migrateClusters(draft, file);
  migrateAlertProcessor(draft, file);
  migrateFlowLogs(draft, file);
  migrateLibraries(draft, at(file, 'third_party_libs'));
  for (const section of ['rule_processor_config', 'alert_processor_config']) {
    migrateLibraries(draft, at(file, section, 'third_party_libraries'));
  }
  dropRest(draft, file);
  if (!draft.files.has('lambda.json')) draft.set(at('lambda.json'), nodeOf({}));
  return true;
}

const account = (key: string): Place => at('global.json', 'account', key);

function migrateAccount(draft: Draft, file: string): void {
  draft.set(at('global.json'), nodeOf({ account: {} }));
  draft.move(at(file, 'account_id'), account('aws_account_id'));
  for (const key of ['prefix', 'region', 'kms_key_alias']) draft.move(at(file, key), account(key));
  for (const [key] of draft.entries(at(file, 'account'))) {
    draft.move(at(file, 'account', key), account(key));
  }
  draft.clearIfEmpty(at(file, 'account'));
}

function migrateTerraform(draft: Draft, file: string): void {
  const terraform = (key: string) => at('global.json', 'terraform', key);
  for (const from of [at(file, 'tfstate_s3_key'), at(file, 'terraform', 'tfstate_s3_key')]) {
    draft.move(from, terraform('state_key_name'));
  }
  for (const from of [at(file, 'tfvars'), at(file, 'terraform', 'tfvars')]) {
    draft.drop(from, 'variables are no longer kept in a file of Terraform');
  }
  draft.clearIfEmpty(at(file, 'terraform'));
  const prefix = textIn(draft.node(account('prefix'))) ?? 'PREFIX_GOES_HERE';
  const bucket = `${prefix}.streamalert.terraform.state`;
  draft.fill(terraform('bucket_name'), bucket, 'the bucket of the state then');
}

function migrateClusters(draft: Draft, file: string): void {
  const home = textIn(draft.node(account('region')));
  for (const [name, region] of draft.entries(at(file, 'clusters'))) {
    const cluster = clusterFile(name);
    const skeleton = nodeOf({ id: name, classifier_config: {}, data_sources: {}, modules: {} });
    const place = at(file, 'clusters', name);
    if (draft.files.has(cluster)) {
      draft.superseded(place, at(cluster));
      continue;
    }
    draft.put(place, at(cluster), skeleton, 'a file for each cluster');
    const written = textIn(region);
    if (home === undefined && written !== undefined) draft.set(account('region'), region);
    else if (written !== undefined && written !== home) {
      draft.warn(place, `clusters follow account.region, which is ${JSON.stringify(home)}`);
    }
    draft.clear(place);
    migrateStream(draft, file, name);
    for (const key of ['lambda_settings', 'rule_processor_lambda_config']) {
      migratePair(draft, at(file, key, name), at(cluster, 'classifier_config'));
    }
  }
  for (const key of ['clusters', ...streamKeys, 'lambda_settings', 'rule_processor_lambda_config'])
    draft.clearIfEmpty(at(file, key));
}

const streamKeys = ['kinesis_settings', 'kinesis_streams_config'];

/** `[shards, hours]`. */
function migrateStream(draft: Draft, file: string, name: string): void {
  for (const key of streamKeys) {
    const place = at(file, key, name);
    const [shards, retention] = itemsOf(draft.node(place));
    if (shards === undefined || retention === undefined) continue;
    const modules = at(clusterFile(name), 'modules');
    const streams = mapNode([
      ['shards', shards],
      ['retention', retention],
    ]);
    draft.put(place, below(modules, 'kinesis', 'streams'), streams);
    draft.fill(below(modules, 'kinesis_events', 'enabled'), true, 'the stream was always read');
    draft.clear(place);
  }
}

/** `[timeout, memory]`: the timeout comes first. */
function migratePair(draft: Draft, from: Place, to: Place): void {
  const [timeout, memory] = itemsOf(draft.node(from));
  if (timeout === undefined || memory === undefined) return;
  draft.put(from, below(to, 'timeout'), timeout, 'the first of the two');
  draft.put(from, below(to, 'memory'), memory, 'the second of the two');
  draft.clear(from);
}

const itemsOf = (node: JsonNode | undefined): readonly JsonNode[] =>
  node?.kind === 'list' ? node.items : [];

/** One function for all clusters now: it gets the largest of the numbers. */
function migrateAlertProcessor(draft: Draft, file: string): void {
  const place = at(file, 'alert_processor_lambda_config');
  const pairs = draft.entries(place).map(([, pair]) => itemsOf(pair).map(numberIn));
  if (pairs.length === 0) return;
  const section = at('lambda.json', 'alert_processor_config');
  for (const [index, key] of ['timeout', 'memory'].entries()) {
    const numbers = pairs.flatMap((pair) => pair[index] ?? []);
    if (numbers.length === 0 || draft.has(below(section, key))) continue;
    draft.put(place, below(section, key), nodeOf(Math.max(...numbers)), largest(pairs.length));
  }
  draft.clear(place);
}

const largest = (clusters: number): string | undefined =>
  clusters > 1 ? 'the largest of all clusters' : undefined;

const targets = ['vpcs', 'subnets', 'enis'];

/** By cluster, or one for all of them. */
function migrateFlowLogs(draft: Draft, file: string): void {
  const clusters = [...draft.files.keys()].flatMap(
    (name) => /^clusters\/([^/]+)\.json$/.exec(name)?.[1] ?? [],
  );
  for (const key of ['flow_log_settings', 'flow_log_config']) {
    const place = at(file, key);
    draft.move(below(place, 'emis'), below(place, 'enis'), 'misspelt in release 1.3');
    const isForAll = draft.entries(place).some(([name]) => targets.includes(name));
    const named = isForAll
      ? clusters.map((name) => [name, place] as const)
      : draft.entries(place).map(([name]) => [name, below(place, name)] as const);
    const captures = draft.entries(place).some(([, value]) => !isEmptyNode(value));
    if (isForAll && captures && clusters.length === 0) {
      draft.decide(place, 'there is no cluster for it; write "clusters": { "<name>": "<region>" }');
      continue;
    }
    for (const [name, from] of named) moveFlowLogs(draft, name, from);
    if (draft.node(place) !== undefined && !captures) draft.drop(place, 'it names nothing');
    draft.clear(place);
  }
}

function moveFlowLogs(draft: Draft, name: string, from: Place): void {
  draft.move(below(from, 'emis'), below(from, 'enis'), 'misspelt in release 1.3');
  const lists = draft.entries(from).filter(([, list]) => !isEmptyNode(list));
  if (lists.length === 0) return;
  if (!draft.files.has(clusterFile(name))) {
    const message = `there is no cluster ${JSON.stringify(name)}; write it in "clusters", or remove it here`;
    draft.decide(from, message);
    return;
  }
  const module = mapNode([['enabled', nodeOf(true)], ...lists]);
  draft.put(from, at(clusterFile(name), 'modules', 'flow_logs'), module);
}

/** What nothing reads any more, and what nobody knows. */
function dropRest(draft: Draft, file: string): void {
  for (const key of ['firehose_s3_bucket_suffix', 'firehose']) {
    draft.drop(at(file, key), 'alerts are always archived, in the bucket of alerts_firehose');
  }
  for (const [key, value] of draft.entries(at(file))) {
    const place = at(file, key);
    if (isPackaging(key)) draft.drop(place, 'packages are built another way now');
    else if (isEmptyNode(value)) draft.clear(place);
    else if (draft.notices.every(({ level, path }) => level !== 'load' || !path.startsWith(key))) {
      draft.dropWarned(place, 'nothing reads it');
    }
  }
  draft.clearIfEmpty(at(file));
}

const isPackaging = (key: string): boolean =>
  /versions$|_source_|^lambda_handler$|^output_lambda_|^(?:rule|alert)_processor_config$/.test(key);
