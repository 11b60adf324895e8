import type { JsonNode } from '../json-tree.ts';
import { clusterFile, type Deployment, sourceFiles, sourceServices } from './deployment.ts';
import { at, below, type Draft, type Place } from './draft.ts';
import { emptyMap, isEmptyNode, listNode, nodeAt, textIn, textsIn } from './tree.ts';

/** `sources.json` as `data_sources` of the clusters (configuration.md 12.3). */
export function migrateSources(draft: Draft, deployment: Deployment, isUsed: boolean): void {
  for (const file of sourceFiles(draft.files)) {
    if (!isUsed) {
      draft.dropWarned(at(file), 'every cluster has data_sources, which count');
      continue;
    }
    if (deployment.clusters.length === 0) {
      draft.decide(at(file), 'there is no cluster to read it; write clusters/<name>.json');
      continue;
    }
    if (refuseUnlessMap(draft, at(file), 'service to resources')) continue;
    for (const [service] of draft.entries(at(file))) {
      if (refuseUnlessMap(draft, at(file, service), 'resource to { "logs": […] }')) continue;
      for (const [resource] of draft.entries(at(file, service))) {
        moveResource(draft, deployment, service, at(file, service, resource));
      }
      draft.clearIfEmpty(at(file, service));
    }
    draft.clearIfEmpty(at(file));
  }
  if (!isUsed) return;
  for (const name of deployment.clusters) {
    const dataSources = at(clusterFile(name), 'data_sources');
    if (draft.files.get(clusterFile(name))?.kind === 'map' && !draft.has(dataSources)) {
      draft.set(dataSources, emptyMap());
    }
  }
}

/** Says so, and gives back true, when something that is no map stands where one is needed. */
function refuseUnlessMap(draft: Draft, place: Place, what: string): boolean {
  const kind = draft.node(place)?.kind;
  if (kind === undefined || kind === 'map' || kind === 'null') return false;
  draft.decide(
    place,
    `expected a map from ${what}, found something else; write that, or remove it`,
  );
  return true;
}

function moveResource(
  draft: Draft,
  deployment: Deployment,
  writtenService: string,
  place: Place,
): void {
  const written = place.path.at(-1) ?? '';
  if (!sourceServices.includes(writtenService)) {
    draft.decide(place, `is of no service known here; one of ${sourceServices.join(', ')}`);
    return;
  }
  const logs = logsOf(draft.node(place));
  if (logs === undefined || isEmptyNode(logs)) {
    draft.decide(place, 'lists no logs; write "logs": ["<category>", …], or remove it');
    return;
  }
  const service = currentService(writtenService);
  const resource = resourceName(service, written);
  const owner = declaredIn(draft, deployment, service, resource);
  const cluster = owner ?? ownerOf(draft, deployment, service, resource);
  if (cluster !== undefined) {
    const target = at(clusterFile(cluster), 'data_sources', service, resource);
    if (draft.has(target)) draft.superseded(place, target);
    else if (draft.put(place, target, logs)) draft.clear(place);
    keepStreamName(draft, deployment, cluster, service, resource);
  } else if (/^(?:prefix[_.]cluster|example_)/.test(written)) {
    draft.dropWarned(place, 'it is an example that ships with the original');
  } else {
    const where = deployment.clusters.map((name) => clusterFile(name)).join(', ');
    const what = `"data_sources": { ${JSON.stringify(service)}: { ${JSON.stringify(resource)}: […] } }`;
    const message = `cannot tell which cluster reads ${JSON.stringify(resource)}; add ${what} to one of ${where}`;
    draft.decide(place, message);
  }
}

/** `{"logs": […]}` of the original, or the list alone. */
export function logsOf(node: JsonNode | undefined): JsonNode | undefined {
  if (node?.kind === 'list') return node;
  const logs = nodeAt(node, ['logs']);
  return logs?.kind === 'list' ? logs : undefined;
}

export const currentService = (written: string): string =>
  written === 'stream_alert_app' ? 'streamalert_app' : written;

/** One guide of the time writes ARNs of topics. */
export const resourceName = (service: string, written: string): string =>
  service === 'sns' && /^arn:[^:]*:sns:/.test(written)
    ? written.slice(written.lastIndexOf(':') + 1)
    : written;

/** The cluster that lists the resource already: so a person answers the question which one it is. */
const declaredIn = (
  draft: Draft,
  { clusters }: Deployment,
  service: string,
  resource: string,
): string | undefined =>
  clusters.find((name) => draft.has(at(clusterFile(name), 'data_sources', service, resource)));

function ownerOf(
  draft: Draft,
  deployment: Deployment,
  service: string,
  resource: string,
): string | undefined {
  const { clusters } = deployment;
  if (clusters.length === 1) return clusters[0];
  return clusters
    .toSorted(byLength)
    .find((name) => isReadBy(draft, deployment, name, service, resource));
}

/** The longest name first, since one may begin with another. */
const byLength = (a: string, b: string): number => b.length - a.length;

function isReadBy(
  draft: Draft,
  { prefix }: Deployment,
  cluster: string,
  service: string,
  resource: string,
): boolean {
  const file = clusterFile(cluster);
  const modules = at(file, 'modules');
  switch (service) {
    case 'kinesis':
      return (
        resource === `${prefix}_${cluster}_stream_alert_kinesis` ||
        resource === `${prefix}_${cluster}_streamalert` ||
        resource === textIn(draft.node(below(modules, 'kinesis', 'streams', 'stream_name')))
      );
    case 'streamalert_app':
      return (
        draft.has(below(modules, 'streamalert_apps', resource)) ||
        resource.startsWith(`${prefix}_${cluster}_`)
      );
    case 'sns':
      return textsIn(draft.node(at(file, 'classifier_config', 'inputs', 'aws-sns'))).some(
        (topic) => topic.slice(topic.lastIndexOf(':') + 1) === resource,
      );
    default:
      return (
        draft.has(below(modules, 's3_events', resource)) ||
        ['s3_bucket_name', 's3_settings.bucket_name'].some(
          (key) => textIn(draft.node(below(modules, 'cloudtrail', ...key.split('.')))) === resource,
        )
      );
  }
}

/** A stream that data comes from is not replaced by one with the name that is usual now. */
function keepStreamName(
  draft: Draft,
  { prefix }: Deployment,
  cluster: string,
  service: string,
  resource: string,
): void {
  const streams = at(clusterFile(cluster), 'modules', 'kinesis', 'streams');
  const isFormer = resource === `${prefix}_${cluster}_stream_alert_kinesis`;
  if (service === 'kinesis' && isFormer && draft.node(streams)?.kind === 'map') {
    draft.fill(below(streams, 'stream_name'), resource, 'the stream that exists');
  }
}

/** `inputs.json` of release 1.3: topics that invoke the classifier. */
export function migrateInputs(draft: Draft, { clusters }: Deployment): void {
  const file = 'inputs.json';
  if (refuseUnlessMap(draft, at(file), 'aws-sns to topics')) return;
  if (refuseUnlessMap(draft, at(file, 'aws-sns'), 'label to ARN')) return;
  for (const [label, input] of draft.entries(at(file, 'aws-sns'))) {
    const place = at(file, 'aws-sns', label);
    const arn = textIn(input) ?? '';
    const topic = arn.slice(arn.lastIndexOf(':') + 1);
    const cluster =
      clusters.length === 1
        ? clusters[0]
        : clusters.find((name) => draft.has(at(clusterFile(name), 'data_sources', 'sns', topic)));
    if (cluster === undefined) {
      const where = 'classifier_config.inputs.aws-sns of one cluster';
      draft.decide(
        place,
        `cannot tell which cluster reads it; add it to ${where}, and remove it here`,
      );
      continue;
    }
    const inputs = at(clusterFile(cluster), 'classifier_config', 'inputs', 'aws-sns');
    const known = draft.node(inputs);
    const items = known?.kind === 'list' ? known.items : [];
    if (items.some((item) => textIn(item) === arn)) draft.superseded(place, inputs);
    else if (draft.put(place, inputs, listNode([...items, input]))) draft.clear(place);
  }
  draft.clearIfEmpty(at(file, 'aws-sns'));
  for (const [service] of draft.entries(at(file))) {
    if (service !== 'aws-sns') draft.dropWarned(at(file, service), 'only topics are inputs');
  }
  draft.clearIfEmpty(at(file));
}

/** Spellings of `data_sources` in a cluster of release 3 (configuration.md 5.2.1). */
export function migrateDataSources(draft: Draft, cluster: string): void {
  const dataSources = at(clusterFile(cluster), 'data_sources');
  const [former, current] = [
    below(dataSources, 'stream_alert_app'),
    below(dataSources, 'streamalert_app'),
  ];
  if (draft.node(former)?.kind === 'map' && draft.node(current)?.kind === 'map') {
    for (const [name] of draft.entries(former))
      draft.move(below(former, name), below(current, name));
    draft.clearIfEmpty(former);
  } else {
    draft.move(former, current);
  }
  for (const [service] of draft.entries(dataSources)) {
    for (const [resource, value] of draft.entries(below(dataSources, service))) {
      const place = below(dataSources, service, resource);
      const logs = value.kind === 'map' ? logsOf(value) : undefined;
      if (logs !== undefined) draft.replace(place, logs, 'the list itself');
      const name = resourceName(service, resource);
      if (name !== resource) draft.move(place, below(dataSources, service, name), 'not its ARN');
    }
  }
}
