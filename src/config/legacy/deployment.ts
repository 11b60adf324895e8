import { at, type Draft } from './draft.ts';
import { entriesIn, nodeAt, textIn, type ConfigTree } from './tree.ts';

/** What the steps of a migration need to know of the whole directory. */
export interface Deployment {
  /**
   * Whether the directory is of releases 1 or 2, and not one of release 3 with stale keys: names of resources that
   * exist depend on it (configuration.md 12.1).
   */
  readonly isV2: boolean;
  /** Whether it has shapes that only release 1 had. */
  readonly isV1: boolean;
  readonly prefix: string;
  /** In the order of their files. */
  readonly clusters: readonly string[];
  /** Clusters in the form of releases 1 and 2. */
  readonly formerClusters: ReadonlySet<string>;
}

export const clusterFile = (name: string): string => `clusters/${name}.json`;

/** Services of `sources.json`, the two spellings of one of them included. */
export const sourceServices = ['kinesis', 's3', 'sns', 'streamalert_app', 'stream_alert_app'];

/** Whether `clusters/sources.json` is the list of data sources of releases 1 and 2, and no cluster. */
export function isListOfSources(tree: ConfigTree, file: string): boolean {
  const keys = entriesIn(tree.get(file)).map(([key]) => key);
  return keys.length > 0 && keys.every((key) => sourceServices.includes(key));
}

export function clusterNames(tree: ConfigTree): readonly string[] {
  return [...tree.keys()].flatMap((file) => {
    const name = /^clusters\/([^/]+)\.json$/.exec(file)?.[1];
    const isCluster = name !== undefined && !(name === 'sources' && isListOfSources(tree, file));
    return isCluster ? [name] : [];
  });
}

/** The block of function settings that a cluster of releases 1 and 2 has among its modules. */
export const formerBlocks = ['stream_alert', 'streamalert'];

export function isFormerCluster(tree: ConfigTree, name: string): boolean {
  const root = tree.get(clusterFile(name));
  if (isThere(tree, name, 'classifier_config')) return false;
  return formerBlocks.some((block) => nodeAt(root, ['modules', block])?.kind === 'map');
}

const isThere = (tree: ConfigTree, name: string, key: string): boolean => {
  const node = nodeAt(tree.get(clusterFile(name)), [key]);
  return node !== undefined && node.kind !== 'null';
};

/** The files that say where data comes from in releases 1 and 2. */
export const sourceFiles = (tree: ConfigTree): readonly string[] => [
  ...(tree.has('sources.json') ? ['sources.json'] : []),
  ...(isListOfSources(tree, 'clusters/sources.json') ? ['clusters/sources.json'] : []),
];

/** Whether those files count: not when every cluster is of release 3 and says itself where its data comes from. */
export function usesSourceFiles(tree: ConfigTree): boolean {
  const names = clusterNames(tree);
  const isSettled = (name: string) =>
    isThere(tree, name, 'data_sources') && !isFormerCluster(tree, name);
  return sourceFiles(tree).length > 0 && (names.length === 0 || !names.every(isSettled));
}

/** The prefix, or the placeholder that ships with the stock files where there is none yet. */
export const prefixOf = (draft: Draft): string =>
  textIn(draft.node(at('global.json', 'account', 'prefix'))) || 'PREFIX_GOES_HERE';
