import type { Config } from '../config/config.ts';
import { selectLogTypes } from '../config/data-sources.ts';
import type { LogType } from '../domain/log-type.ts';
import { nearestName } from '../domain/nearest-name.ts';
import type { EventSource } from './test-event.ts';

export type SourceLogTypes =
  | {
      readonly outcome: 'found';
      readonly logTypes: readonly LogType[];
      /** Undefined where the event names no source. */
      readonly cluster: string | undefined;
    }
  | { readonly outcome: 'unknown'; readonly message: string };

/** Log types that a data source may carry; all of them where the event names no source. */
export function logTypesOf(source: EventSource | undefined, config: Config): SourceLogTypes {
  if (source === undefined) {
    return { outcome: 'found', logTypes: config.logTypes, cluster: undefined };
  }

  const { service, resource, cluster } = source;
  const clusters = config.clusters.filter(({ name }) => cluster === undefined || name === cluster);
  if (clusters.length === 0) return unknownCluster(cluster ?? '', config);

  const sources = clusters.flatMap(({ dataSources }) => dataSources);
  const found = sources.find((each) => each.service === service && each.resource === resource);
  if (found) {
    const logTypes = selectLogTypes(config.logTypes, found.logs);
    return { outcome: 'found', logTypes, cluster: found.cluster };
  }
  const ofService = sources.filter((each) => each.service === service).map((each) => each.resource);
  const nearest = nearestName(resource, ofService);
  const where = cluster === undefined ? 'no cluster has' : `the cluster "${cluster}" does not have`;
  const hint = nearest ? ` Did you mean "${nearest}"?` : '';
  return {
    outcome: 'unknown',
    message: `${where} a source "${resource}" of the service "${service}" in its data_sources.${hint}`,
  };
}

function unknownCluster(name: string, config: Config): SourceLogTypes {
  const names = config.clusters.map((cluster) => cluster.name);
  const list = names.length > 0 ? names.join(', ') : 'none';
  return { outcome: 'unknown', message: `there is no cluster "${name}"; there is: ${list}` };
}
