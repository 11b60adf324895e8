import { check } from '../check.ts';
import {
  type Cursor,
  child,
  entriesOf,
  has,
  itemsOf,
  keyProblem,
  problem,
  textOf,
  textsOf,
  unknownName,
} from '../cursor.ts';
import { checkFunction } from '../function-settings.ts';
import { parseJson, plainValue } from '../json-tree.ts';
import { regions } from '../regions.ts';
import { modulesDefinition } from './modules.ts';

/** Checks the modules of a cluster; one that is null or false is inactive (configuration.md 5.4). */
export function checkModules(modules: Cursor | undefined): void {
  if (modules === undefined) return;
  if (modules.node.kind !== 'map') {
    check(modules, modulesDefinition);
    return;
  }
  const definitions = modulesDefinition.shape;
  const names = Object.keys(definitions);
  for (const [name, cursor] of entriesOf(modules)) {
    const isOff = cursor.node.kind === 'null' || isFalse(cursor);
    if (isOff) continue;
    const definition = Object.entries(definitions).find(([known]) => known === name)?.[1];
    if (definition === undefined) {
      unknownName(cursor, 'warning', 'module, it has no effect', name, names);
    } else if (name !== 's3_events' || !reportFormerS3Events(cursor)) {
      check(cursor, definition);
    }
  }
  const module = (name: string) => moduleOf(modules, name);
  const stream = child(module('kinesis'), 'streams');
  checkStream(modules, stream);
  checkStreamUsers(modules, stream);
  checkCloudtrail(module('cloudtrail'), stream);
  checkEvents(module('cloudwatch_events'));
  checkDestination(module('cloudwatch_logs_destination'));
  checkFlowLogs(module('flow_logs'));
  checkApps(module('streamalert_apps'));
  checkS3Events(module('s3_events'));
}

const isFalse = ({ node }: Cursor): boolean => node.kind === 'boolean' && !node.value;

/** A module, unless it is switched off as a whole. */
function moduleOf(modules: Cursor, name: string): Cursor | undefined {
  const module = child(modules, name);
  return module && isFalse(module) ? undefined : module;
}

const isTrue = (cursor: Cursor | undefined): boolean =>
  cursor?.node.kind === 'boolean' && cursor.node.value;

/** Whether the module is there and not switched off. */
const isActive = (module: Cursor | undefined): module is Cursor => {
  const enabled = child(module, 'enabled');
  return module?.node.kind === 'map' && !(enabled && isFalse(enabled));
};

/** The two shapes of releases 1 and 2. */
function reportFormerS3Events(cursor: Cursor): boolean {
  const buckets =
    cursor.node.kind === 'list'
      ? itemsOf(cursor).flatMap((item) => textOf(child(item, 'bucket_id')) ?? [])
      : [textOf(child(cursor, 's3_bucket_id')) ?? []].flat();
  if (cursor.node.kind !== 'list' && buckets.length === 0) return false;
  const instead = JSON.stringify(
    Object.fromEntries((buckets.length > 0 ? buckets : ['<bucket>']).map((name) => [name, []])),
  );
  keyProblem(cursor, 'load', `form of release 2: write ${instead}, with filters in the lists`);
  return true;
}

function checkStream(modules: Cursor, stream: Cursor | undefined): void {
  const kinesis = moduleOf(modules, 'kinesis');
  if (kinesis && !stream) keyProblem(kinesis, 'build', 'has no "streams"');
  if (stream?.node.kind !== 'map') return;
  const createUser = child(stream, 'create_user');
  if (createUser === undefined) {
    const change = '"create_user" is absent and means false; release 3 created an IAM user';
    const message = `${change}, which a build would delete. Write true or false`;
    keyProblem(stream, 'warning', message);
    keyProblem(stream, 'build', message);
  }
  const ofUser = ['username', 'user_arn', 'access_key_id', 'secret_key'];
  const outputs = itemsOf(child(stream, 'terraform_outputs'));
  for (const output of outputs) {
    if (ofUser.includes(textOf(output) ?? '') && !isTrue(createUser)) {
      problem(output, 'warning', 'is left out: it needs "create_user": true');
    }
  }
}

/** Modules whose data goes through the stream of the cluster. */
function checkStreamUsers(modules: Cursor, stream: Cursor | undefined): void {
  if (stream) return;
  const users = ['cloudwatch_events', 'cloudwatch_logs_destination', 'kinesis_events', 'flow_logs'];
  for (const name of users) {
    const module = child(modules, name);
    if (isActive(module)) keyProblem(module, 'build', 'needs the module "kinesis" in this cluster');
  }
  const alarms = child(child(modules, 'cloudwatch_monitoring'), 'kinesis_alarms_enabled');
  if (alarms && isTrue(alarms)) problem(alarms, 'build', 'needs the module "kinesis"');
}

/** The flat keys of release 3.0 and their places in `s3_settings`. */
const cloudtrailTwins = [
  ['s3_cross_account_ids', 'cross_account_ids'],
  ['enable_s3_events', 'enable_events'],
  ['s3_bucket_name', 'bucket_name'],
  ['s3_event_selector_type', 'event_selector_type'],
] as const;

function checkCloudtrail(cloudtrail: Cursor | undefined, stream: Cursor | undefined): void {
  const nested = child(cloudtrail, 's3_settings');
  for (const [flatKey, nestedKey] of cloudtrailTwins) {
    const [flat, inner] = [child(cloudtrail, flatKey), child(nested, nestedKey)];
    if (flat && inner && !isSame(flat, inner)) {
      keyProblem(flat, 'load', `differs from s3_settings.${nestedKey}; remove one of them`);
    }
  }
  const forwards = child(cloudtrail, 'send_to_cloudwatch');
  if (!isTrue(forwards) || !forwards) return;
  if (!stream && !has(cloudtrail, 'cloudwatch_destination_arn')) {
    problem(forwards, 'build', 'needs the module "kinesis", or cloudwatch_destination_arn');
  }
  if (isTrue(child(cloudtrail, 'enable_s3_events')) || isTrue(child(nested, 'enable_events'))) {
    problem(forwards, 'warning', 'together with events of the bucket, everything is read twice');
  }
}

const isSame = (a: Cursor, b: Cursor): boolean =>
  JSON.stringify(plainValue(a.node)) === JSON.stringify(plainValue(b.node));

const patternKeys = [
  'version',
  'id',
  'detail-type',
  'source',
  'account',
  'time',
  'region',
  'resources',
  'detail',
];

function checkEvents(events: Cursor | undefined): void {
  const pattern = child(events, 'event_pattern');
  if (pattern === undefined) return;
  if (pattern.node.kind === 'text') {
    const [level, message] =
      parseJson(pattern.node.value).outcome === 'parsed'
        ? (['migration', 'form of release 1.6: write the pattern as a map, not as text'] as const)
        : (['build', 'is no JSON; write the pattern as a map'] as const);
    keyProblem(pattern, level, message);
  } else if (pattern.node.kind !== 'map') {
    problem(pattern, 'load', 'expected a map; {} or null is every event');
  }
  for (const [key, value] of entriesOf(pattern)) {
    if (!patternKeys.includes(key)) {
      unknownName(value, 'build', 'key of an event pattern', key, patternKeys);
    }
  }
}

function checkDestination(destination: Cursor | undefined): void {
  if (!isActive(destination)) return;
  if (!has(destination, 'enabled')) {
    const change = '"enabled" is absent and means true; release 3 took it for false';
    keyProblem(destination, 'warning', `${change}. Write it`);
  }
  const given = child(destination, 'regions');
  const excluded = new Set(textsOf(child(destination, 'excluded_regions')));
  const chosen = given ? textsOf(given) : regions;
  if (chosen.every((region) => excluded.has(region))) {
    keyProblem(destination, 'build', 'no region is left');
  }
}

function checkFlowLogs(flowLogs: Cursor | undefined): void {
  if (!isActive(flowLogs)) return;
  const targets = ['enis', 'subnets', 'vpcs'].flatMap((key) => itemsOf(child(flowLogs, key)));
  if (targets.length === 0) keyProblem(flowLogs, 'build', 'names no enis, subnets or vpcs');
}

function checkApps(apps: Cursor | undefined): void {
  const names = new Set<string>();
  for (const [, app] of entriesOf(apps)) {
    if (app.node.kind === 'map') checkFunction(app, { isBuilt: true });
    const name = textOf(child(app, 'app_name'));
    if (name !== undefined && names.has(name)) {
      keyProblem(app, 'build', `another app of this cluster has the app_name "${name}"`);
    }
    if (name !== undefined) names.add(name);
  }
}

/** Two notifications that one object could both raise are refused by S3. */
function checkS3Events(events: Cursor | undefined): void {
  for (const [, bucket] of entriesOf(events)) {
    const filters = itemsOf(bucket).map((filter) => ({
      filter,
      prefix: textOf(child(filter, 'filter_prefix')) ?? '',
      suffix: textOf(child(filter, 'filter_suffix')) ?? '',
    }));
    for (const [index, { filter, prefix, suffix }] of filters.entries()) {
      const overlaps = filters
        .slice(0, index)
        .some(
          (other) =>
            (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix)) &&
            (suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix)),
        );
      if (overlaps) {
        keyProblem(
          filter,
          'warning',
          'overlaps with an earlier filter of this bucket; S3 refuses that',
        );
      }
    }
  }
}
