import type { LogType } from '../domain/log-type.ts';
import { servicesOfOriginal } from '../sources/services.ts';
import type { PlacedCluster } from './clusters/cluster.ts';
import type { PlacedDataSource } from './clusters/data-sources.ts';
import type { OutputDestination } from './config.ts';
import {
  type Cursor,
  child,
  entriesOf,
  itemsOf,
  keyProblem,
  numberOf,
  problem,
  switchOf,
  textOf,
  textsOf,
  unknownName,
} from './cursor.ts';
import { selectLogTypes } from './data-sources.ts';
import { isSwitchedOff } from './function-settings.ts';
import { checkFailingOutputAlerts } from './lambda/alert-processor.ts';
import type { FileFormat } from './lambda/functions.ts';
import type { DeclaredLogTypes } from './schemas/log-types.ts';
import type { PlacedThreatIntel } from './threat-intel.ts';

/** What was loaded; a part that was not asked for or cannot be read is undefined, and nothing is said about it. */
export interface LoadedParts {
  readonly clusters: readonly PlacedCluster[] | undefined;
  readonly declared: DeclaredLogTypes | undefined;
  readonly normalizedTypes: ReadonlySet<string>;
  readonly threatIntel: PlacedThreatIntel | undefined;
  readonly global: Cursor | undefined;
  readonly lambda: Cursor | undefined;
  readonly outputs?: readonly OutputDestination[] | undefined;
}

/** Checks that need more than one file (configuration.md 2.6). */
export function checkAcross(parts: LoadedParts): void {
  const { clusters, declared } = parts;
  if (clusters) checkClusters(clusters);
  if (declared) {
    const known = knownEntries(declared);
    for (const { dataSources } of clusters ?? []) {
      for (const source of dataSources) checkEntries(source, known, declared.logTypes);
    }
    checkIndicatorTypes(parts);
    checkEnabledLogs(parts.global, known, declared.logTypes);
  }
  if (parts.outputs !== undefined) {
    checkFailingOutputAlerts(parts.lambda, parts.outputs, (place, name, known) =>
      unknownName(place, 'warning', 'output of outputs.json', name, known),
    );
  }
  checkPromotion(parts);
  checkFormat(parts);
  checkAlarmNames(parts);
}

function checkClusters(clusters: readonly PlacedCluster[]): void {
  const owners = new Map<string, string>();
  const names = new Map<string, string>();
  const buckets = new Map<string, string>();
  for (const { cluster, cursor, dataSources } of clusters) {
    const folded = cluster.name.toLowerCase().replaceAll('-', '_');
    const twin = names.get(folded);
    if (twin !== undefined) {
      problem(cursor, 'build', `the names "${twin}" and "${cluster.name}" give the same resources`);
    }
    names.set(folded, cluster.name);
    for (const placed of dataSources) checkOwner(placed, owners);
    checkBuckets(cluster.name, cursor, dataSources, buckets);
    checkTopics(cursor, dataSources);
    checkAppSources(cursor, dataSources);
  }
}

function checkOwner({ source, cursor }: PlacedDataSource, owners: Map<string, string>): void {
  const here = `${source.service} of cluster ${source.cluster}`;
  const earlier = owners.get(source.resource);
  if (earlier !== undefined) {
    const name = JSON.stringify(source.resource);
    const message = `duplicate data source ${name}: in ${earlier} and in ${here}; name it once`;
    keyProblem(cursor, 'load', message);
  }
  owners.set(source.resource, earlier ?? here);
}

const resourcesOf = (dataSources: readonly PlacedDataSource[], service: string) =>
  new Set(
    dataSources
      .filter(({ source }) => source.service === service)
      .map(({ source }) => source.resource),
  );

function checkBuckets(
  name: string,
  cursor: Cursor,
  dataSources: readonly PlacedDataSource[],
  owners: Map<string, string>,
): void {
  const declared = resourcesOf(dataSources, 's3');
  for (const [bucket, place] of entriesOf(child(child(cursor, 'modules'), 's3_events'))) {
    if (place.node.kind === 'null') continue;
    const earlier = owners.get(bucket);
    if (earlier !== undefined) {
      const once = 'a bucket has one configuration of notifications';
      keyProblem(place, 'build', `is configured in cluster ${earlier} too; ${once}`);
    }
    owners.set(bucket, earlier ?? name);
    if (!declared.has(bucket) && place.node.kind === 'list') {
      keyProblem(place, 'warning', 'data_sources.s3 of this cluster does not list this bucket');
    }
  }
}

const topicOf = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

function checkTopics(cursor: Cursor, dataSources: readonly PlacedDataSource[]): void {
  const declared = resourcesOf(dataSources, 'sns');
  const inputs = child(child(child(cursor, 'classifier_config'), 'inputs'), 'aws-sns');
  for (const input of itemsOf(inputs)) {
    const arn = textOf(input);
    if (arn !== undefined && !declared.has(topicOf(arn))) {
      problem(input, 'warning', 'data_sources.sns of this cluster does not list this topic');
    }
  }
  const allowed = new Set(textsOf(inputs).map(topicOf));
  for (const { source, cursor: place } of dataSources) {
    if (source.service === 'sns' && !allowed.has(source.resource)) {
      const where = 'classifier_config.inputs.aws-sns';
      keyProblem(
        place,
        'warning',
        `${where} does not list this topic, so it cannot invoke anything`,
      );
    }
  }
}

function checkAppSources(cursor: Cursor, dataSources: readonly PlacedDataSource[]): void {
  const declared = resourcesOf(dataSources, 'streamalert_app');
  for (const [name, app] of entriesOf(child(child(cursor, 'modules'), 'streamalert_apps'))) {
    if (app.node.kind === 'map' && !declared.has(name)) {
      keyProblem(
        app,
        'warning',
        'data_sources.streamalert_app of this cluster does not list this app',
      );
    }
  }
}

/** Categories and full names. */
const knownEntries = ({ names }: DeclaredLogTypes): readonly string[] => [
  ...new Set([...names].flatMap((name) => [name.split(':', 1)[0] ?? name, name])),
];

/** Whether what a data source lists exists, and whether the original would have read it. */
function checkEntries(
  { source, cursor, entries }: PlacedDataSource,
  known: readonly string[],
  logTypes: readonly LogType[],
): void {
  const unknown = entries.filter(({ entry }) => !known.includes(entry));
  for (const { entry, cursor: place } of unknown) {
    unknownName(place, 'warning', 'log type', entry, known);
  }
  if (unknown.length === entries.length && entries.length > 0) {
    keyProblem(cursor, 'build', 'none of its log types exists');
  }
  const candidates = selectLogTypes(logTypes, source.logs);
  const catchAll = candidates.findIndex(({ fields }) => fields.length === 0);
  if (catchAll >= 0 && catchAll < candidates.length - 1) {
    const { name } = candidates[catchAll] ?? { name: '' };
    const order = 'so log types after it are never tried; give them a priority';
    keyProblem(cursor, 'warning', `${name} has an empty schema and accepts everything, ${order}`);
  }
  const isOfOriginal = servicesOfOriginal.some((service) => service === source.service);
  const onlyHere = entries.filter(
    ({ entry }) => entry.includes(':') && !unknown.some((other) => other.entry === entry),
  );
  if (isOfOriginal && onlyHere.length > 0) {
    const names = onlyHere.map(({ entry }) => entry).join(', ');
    keyProblem(
      cursor,
      'migration',
      `release 3 matched nothing for full names (${names}); here they count`,
    );
  }
}

function checkIndicatorTypes({ threatIntel, declared, normalizedTypes }: LoadedParts): void {
  if (threatIntel === undefined || declared === undefined) return;
  const { logTypes } = declared;
  const defined = new Set([
    ...normalizedTypes,
    ...logTypes.flatMap(({ normalization = [] }) => normalization.map(({ type }) => type)),
  ]);
  const level = threatIntel.threatIntel.enabled ? 'load' : 'warning';
  for (const [, list] of entriesOf(child(threatIntel.cursor, 'normalized_ioc_types'))) {
    for (const item of itemsOf(list)) {
      const type = textOf(item);
      if (type === undefined || defined.has(type)) continue;
      unknownName(item, level, 'normalised type of any log type', type, [...defined]);
    }
  }
}

function checkEnabledLogs(
  global: Cursor | undefined,
  known: readonly string[],
  logTypes: readonly LogType[],
): void {
  const kept = child(child(child(global, 'infrastructure'), 'firehose'), 'enabled_logs');
  const names =
    kept?.node.kind === 'list'
      ? itemsOf(kept).map((item) => [textOf(item) ?? '', item] as const)
      : entriesOf(kept);
  const tables = new Map<string, string>();
  for (const [name, place] of names) {
    if (!known.includes(name)) {
      unknownName(place, 'warning', 'log type, the entry is skipped', name, known);
      continue;
    }
    for (const { name: logType } of selectLogTypes(logTypes, [name])) {
      const table = logType.replaceAll(/\W/g, '_');
      const twin = tables.get(table);
      if (twin !== undefined && twin !== logType) {
        keyProblem(place, 'build', `${twin} and ${logType} would share the table ${table}`);
      }
      tables.set(table, logType);
    }
  }
}

function checkPromotion({ global, lambda }: LoadedParts): void {
  const promotion = child(lambda, 'rule_promotion_config');
  if (global === undefined || promotion === undefined) return;
  const staging = child(child(global, 'infrastructure'), 'rule_staging');
  const isEnabled = entriesOf(promotion).length > 0 && !isSwitchedOff(promotion);
  if (isEnabled && !switchOf(staging, 'enabled')) {
    keyProblem(
      promotion,
      'warning',
      'has no effect while rule_staging.enabled in global.json is not true',
    );
  }
}

const fileFormats = ['parquet', 'json'] as const;

/** The format of files where somebody wrote it in `global.json`: it counts when `lambda.json` says nothing. */
export function formatElsewhere(global: Cursor | undefined): FileFormat | undefined {
  const firehose = child(child(global, 'infrastructure'), 'firehose');
  const written = textOf(child(firehose, 'file_format'));
  return fileFormats.find((format) => format === written);
}

/** How files are stored stands in one file and what depends on it in another. */
function checkFormat({ global, lambda }: LoadedParts): void {
  const partitioner = child(lambda, 'athena_partitioner_config');
  const format = textOf(child(partitioner, 'file_format')) ?? formatElsewhere(global);
  if (partitioner && format === undefined) {
    keyProblem(partitioner, 'build', '"file_format" is missing: write "parquet" or "json"');
  }
  if (format !== 'parquet') return;
  const infrastructure = child(global, 'infrastructure');
  for (const name of ['alerts_firehose', 'firehose']) {
    const size = child(child(infrastructure, name), 'buffer_size');
    if (size && (numberOf(size) ?? 64) < 64) {
      problem(size, 'build', 'parquet needs 64 megabytes or more (file_format in lambda.json)');
    }
  }
}

/** Names of alarms are unique in an account. */
function checkAlarmNames({ clusters = [], lambda }: LoadedParts): void {
  const sections = [
    ...entriesOf(lambda).map(([, section]) => section),
    ...clusters.flatMap(({ cursor }) => child(cursor, 'classifier_config') ?? []),
    ...clusters
      .flatMap(({ cursor }) => entriesOf(child(child(cursor, 'modules'), 'streamalert_apps')))
      .map(([, app]) => app),
  ];
  const seen = new Map<string, string>();
  for (const section of sections) {
    for (const [name, alarm] of entriesOf(child(section, 'custom_metric_alarms'))) {
      const earlier = seen.get(name);
      if (earlier !== undefined)
        keyProblem(alarm, 'build', `${earlier} has an alarm of this name too`);
      seen.set(name, `${section.file}: ${section.path}`);
    }
  }
}
