import { check } from '../check.ts';
import {
  type Cursor,
  child,
  entriesOf,
  has,
  itemsOf,
  keyProblem,
  problem,
  switchOf,
  textOf,
  textsOf,
  unknownName,
} from '../cursor.ts';
import { isJsonObject, type JsonObject } from '../../domain/json.ts';
import { checkFunction, isSwitchedOff } from '../function-settings.ts';
import { parseJson, plainValue } from '../json-tree.ts';
import { regions } from '../regions.ts';
import type { CheckedModules } from './active-modules.ts';
import { modulesDefinition } from './modules.ts';

const noModules: CheckedModules = { checked: {}, eventPattern: undefined };

/** Checks the modules of a cluster; one that is null or false is inactive (configuration.md 5.4). */
export function checkModules(modules: Cursor | undefined): CheckedModules {
  if (modules === undefined) return noModules;
  if (modules.node.kind !== 'map') {
    check(modules, modulesDefinition);
    return noModules;
  }
  const checked = entriesOf(modules).flatMap(([name, cursor]) => {
    const content = isOff(cursor) ? undefined : checkModule(name, cursor);
    return content === undefined ? [] : [[name, content] as const];
  });
  const module = (name: string) => moduleOf(modules, name);
  const stream = child(module('kinesis'), 'streams');
  checkStream(modules, stream);
  checkStreamUsers(module, stream);
  checkCloudtrail(module('cloudtrail'), stream);
  const eventPattern = readEventPattern(module('cloudwatch_events'));
  checkDestination(module('cloudwatch_logs_destination'));
  checkFlowLogs(module('flow_logs'));
  checkApps(module('streamalert_apps'));
  checkS3Events(module('s3_events'));
  return { checked: Object.fromEntries(checked), eventPattern };
}

function checkModule(name: string, cursor: Cursor): unknown {
  const definitions = modulesDefinition.shape;
  const definition = Object.entries(definitions).find(([known]) => known === name)?.[1];
  if (definition === undefined) {
    unknownName(cursor, 'warning', 'module, it has no effect', name, Object.keys(definitions));
    return undefined;
  }
  return name === 's3_events' && reportFormerS3Events(cursor)
    ? undefined
    : check(cursor, definition);
}

const isOff = ({ node }: Cursor): boolean =>
  node.kind === 'null' || (node.kind === 'boolean' && !node.value);

/** A module, unless it is switched off as a whole. */
function moduleOf(modules: Cursor, name: string): Cursor | undefined {
  const module = child(modules, name);
  return module && isOff(module) ? undefined : module;
}

/** Modules that are off unless the file says otherwise. */
const offByDefault: readonly string[] = ['kinesis_events', 'cloudwatch_monitoring'];

const isActive = (module: Cursor | undefined, name = ''): module is Cursor =>
  module?.node.kind === 'map' && (switchOf(module, 'enabled') ?? !offByDefault.includes(name));

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
    if (ofUser.includes(textOf(output) ?? '') && !switchOf(stream, 'create_user')) {
      problem(output, 'warning', 'is left out: it needs "create_user": true');
    }
  }
}

/** Modules whose data goes through the stream of the cluster. */
function checkStreamUsers(
  module: (name: string) => Cursor | undefined,
  stream: Cursor | undefined,
): void {
  if (stream) return;
  const users = ['cloudwatch_events', 'cloudwatch_logs_destination', 'kinesis_events', 'flow_logs'];
  for (const name of users) {
    const user = module(name);
    if (isActive(user, name)) {
      keyProblem(user, 'build', 'needs the module "kinesis" in this cluster');
    }
  }
  const monitoring = module('cloudwatch_monitoring');
  const alarms = child(monitoring, 'kinesis_alarms_enabled');
  const isOn = isActive(monitoring, 'cloudwatch_monitoring');
  if (alarms && isOn && switchOf(monitoring, 'kinesis_alarms_enabled')) {
    problem(alarms, 'build', 'needs the module "kinesis"');
  }
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
  if (!forwards || !isActive(cloudtrail) || !switchOf(cloudtrail, 'send_to_cloudwatch')) return;
  if (!stream && !child(cloudtrail, 'cloudwatch_destination_arn')) {
    problem(forwards, 'build', 'needs the module "kinesis", or cloudwatch_destination_arn');
  }
  const hasEvents = switchOf(cloudtrail, 'enable_s3_events') ?? switchOf(nested, 'enable_events');
  if (hasEvents) {
    const message = 'together with events of the bucket, our own trail would be read twice';
    problem(forwards, 'warning', `${message}; events are left to the other accounts`);
  }
}

/** `"true"` and `true` say the same, and so do lists in another order. */
function isSame(a: Cursor, b: Cursor): boolean {
  const meaning = ({ node }: Cursor) =>
    node.kind === 'list'
      ? node.items
          .map((item) => JSON.stringify(plainValue(item)))
          .toSorted()
          .join()
      : String(plainValue(node)).toLowerCase();
  return a.node.kind === 'map' || b.node.kind === 'map' || meaning(a) === meaning(b);
}

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

/** Undefined: absent, so that the default counts. null and {} are every event. */
function readEventPattern(events: Cursor | undefined): JsonObject | undefined {
  if (!has(events, 'event_pattern')) return undefined;
  const written = child(events, 'event_pattern');
  if (written === undefined) return {};
  const pattern =
    written.node.kind === 'text' ? formerPattern(written, written.node.value) : written;
  if (pattern !== undefined && pattern.node.kind !== 'map') {
    problem(pattern, 'load', 'expected a map; {} or null is every event');
  }
  for (const [key, value] of entriesOf(pattern)) {
    if (!patternKeys.includes(key)) {
      const what = 'key of an event pattern, so it is an invalid event pattern';
      unknownName(value, 'build', what, key, patternKeys);
    }
  }
  const content = pattern && plainValue(pattern.node);
  return isJsonObject(content) ? content : {};
}

/** Release 1.6 had the pattern as JSON in a text. */
function formerPattern(cursor: Cursor, text: string): Cursor | undefined {
  const parsed = parseJson(text);
  if (parsed.outcome === 'refused' || parsed.root.kind !== 'map') {
    keyProblem(cursor, 'build', 'is no JSON map; write the pattern as a map');
    return undefined;
  }
  const form = 'form of release 1.6: write the pattern as a map, not as text';
  keyProblem(cursor, 'migration', form);
  return { ...cursor, node: parsed.root };
}

function checkDestination(destination: Cursor | undefined): void {
  if (!isActive(destination)) return;
  if (!child(destination, 'enabled')) {
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
    if (app.node.kind !== 'map') continue;
    checkFunction(app, { isBuilt: !isSwitchedOff(app) });
    const interval = child(app, 'interval');
    if (interval) keyProblem(interval, 'migration', 'renamed: write "schedule_expression"');
    if (!interval && !child(app, 'schedule_expression')) {
      keyProblem(app, 'build', '"schedule_expression" is missing: when the app runs');
    }
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
