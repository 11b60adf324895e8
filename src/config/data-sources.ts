import type { LogType } from '../domain/log-type.ts';
import type { Config, DataSource } from './config.ts';

/** The data source of that name; names are unique over clusters and services (configuration.md 2.6). */
export const findDataSource = (config: Config, resource: string): DataSource | undefined =>
  allDataSources(config).find((source) => source.resource === resource);

export const allDataSources = (config: Config): readonly DataSource[] =>
  config.clusters.flatMap(({ dataSources }) => dataSources);

/** Log types that entries such as `cloudwatch` or `cloudwatch:events` select, in the order they are tried. */
export function selectLogTypes(
  logTypes: readonly LogType[],
  entries: readonly string[],
): readonly LogType[] {
  const wanted = new Set(entries);
  return logTypes.filter(({ name, category }) => wanted.has(name) || wanted.has(category));
}
