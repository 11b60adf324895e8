import { sourceServices } from '../../sources/services.ts';
import type { DataSource } from '../config.ts';
import {
  type Cursor,
  child,
  entriesOf,
  itemsOf,
  keyProblem,
  problem,
  textsOf,
  unknownName,
} from '../cursor.ts';
import { shown } from '../shown.ts';

/** A data source with its place, so that checks over several files can point at it. */
export interface PlacedDataSource {
  readonly source: DataSource;
  readonly cursor: Cursor;
  readonly entries: readonly { readonly entry: string; readonly cursor: Cursor }[];
}

/** The streams, buckets, topics … of one cluster (configuration.md 5.2). */
export function readDataSources(cluster: string, cursor: Cursor): readonly PlacedDataSource[] {
  if (cursor.node.kind !== 'map') {
    problem(
      cursor,
      'load',
      `expected a map from service to resources, found ${shown(cursor)}; services: ${sourceServices.join(', ')}`,
    );
  }
  return entriesOf(cursor).flatMap(([written, resources]) => {
    if (resources.node.kind === 'null') return [];
    const service = serviceOf(written, resources);
    if (service === undefined) return [];
    if (resources.node.kind !== 'map') {
      const what = 'expected a map from resource to a list of log types';
      problem(resources, 'load', `${what}, found ${shown(resources)}`);
    }
    return entriesOf(resources).flatMap(([resource, logs]) =>
      readResource(cluster, service, resource, logs),
    );
  });
}

function serviceOf(written: string, cursor: Cursor): string | undefined {
  if (written === 'stream_alert_app') {
    keyProblem(cursor, 'migration', 'renamed: write "streamalert_app"');
    return 'streamalert_app';
  }
  const service = sourceServices.find((known) => known === written);
  if (service === undefined) unknownName(cursor, 'load', 'service', written, sourceServices);
  return service;
}

function readResource(
  cluster: string,
  service: string,
  written: string,
  cursor: Cursor,
): readonly PlacedDataSource[] {
  const list = logsOf(cursor);
  if (list === undefined) return [];
  const entries = itemsOf(list).flatMap((item) => {
    const [entry] = textsOf({ ...list, node: { ...list.node, kind: 'list', items: [item.node] } });
    if (entry === undefined) {
      problem(item, 'load', `expected the name of a log type, found ${shown(item)}`);
    }
    return entry === undefined ? [] : [{ entry, cursor: item }];
  });
  if (itemsOf(list).length === 0) {
    keyProblem(cursor, 'load', `list of logs is empty for source ${JSON.stringify(written)}`);
  }
  const resource = nameOf(service, written, cursor);
  const logs = entries.map(({ entry }) => entry);
  return [{ source: { service, resource, cluster, logs }, cursor, entries }];
}

/** The list of log types, also in the form that `sources.json` had before release 3. */
function logsOf(cursor: Cursor): Cursor | undefined {
  const former = child(cursor, 'logs');
  if (former?.node.kind === 'list') {
    keyProblem(cursor, 'migration', 'write the list itself in place of { "logs": […] }');
    return former;
  }
  if (cursor.node.kind === 'list' || cursor.node.kind === 'null') return cursor;
  problem(cursor, 'load', `expected a list of log types, found ${shown(cursor)}`);
  return undefined;
}

function nameOf(service: string, written: string, cursor: Cursor): string {
  if (service !== 'sns' || !/^arn:[^:]*:sns:/.test(written)) return written;
  const name = written.slice(written.lastIndexOf(':') + 1);
  keyProblem(cursor, 'migration', `an ARN, read as the topic ${JSON.stringify(name)}; write that`);
  return name;
}
