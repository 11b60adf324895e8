import { basename, dirname, join } from 'node:path';
import type { LogType } from '../domain/log-type.ts';
import { type PlacedCluster, readCluster } from './clusters/cluster.ts';
import type { Config, LoadedConfig } from './config.ts';
import { checkAcross, formatElsewhere, type LoadedParts } from './cross-checks.ts';
import type { Cursor } from './cursor.ts';
import {
  type ConfigPart,
  configParts,
  isKnownFile,
  isWantedFile,
  unknownFile,
} from './file-names.ts';
import { readGlobal } from './global/global.ts';
import { plainValue } from './json-tree.ts';
import { readFunctions } from './lambda/functions.ts';
import { checkLambda } from './lambda/lambda.ts';
import { isListOfSources } from './legacy/deployment.ts';
import { readLookupTables } from './lookup-tables.ts';
import {
  noFormerNormalization,
  readNormalizedTypes,
  withFormerNormalization,
} from './normalized-types.ts';
import { type OpenedDirectory, openDirectory } from './open-directory.ts';
import { type OutputServiceDescription, readOutputs } from './outputs.ts';
import { checkPlaceholders } from './placeholders.ts';
import { readScheduledQueries } from './scheduled-queries.ts';
import type { ParserDescription } from './schemas/definition.ts';
import { type DeclaredLogTypes, readLogTypes } from './schemas/log-types.ts';
import type { OpenedFile } from './source-file.ts';
import { noThreatIntel, readThreatIntel } from './threat-intel.ts';
import type { NameParts } from './with-defaults.ts';

export interface LoadOptions {
  readonly dir: string;
  /** Which parts to read; all when absent. Nothing is said about a part that was not asked for. */
  readonly include?: readonly ConfigPart[];
  /** Parts not to read, also where `include` names them. */
  readonly exclude?: readonly ConfigPart[];
  readonly parsers: readonly ParserDescription[];
  readonly outputServices: readonly OutputServiceDescription[];
}

/**
 * Reads and checks a configuration directory of any release. Never throws for what it contains: everything that is
 * wrong comes back together, the gravest first, and there is no configuration when something refuses it.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const loading = await beginLoading(options);
  const { findings, files } = loading;
  const { logTypes, config } = readParts(options, loading);
  const isRefused = findings.some(({ level }) => level === 'load');
  return {
    config: isRefused
      ? undefined
      : {
          ...config,
          logTypes: logTypes ?? [],
          files: new Map(
            [...files.values()].map(({ relative, top }) => [
              relative.replace(/\.json$/, ''),
              plainValue(top.node),
            ]),
          ),
        },
    findings: findings.toSorted((a, b) => gravity[a.level] - gravity[b.level]),
  };
}

const gravity = { load: 0, build: 1, warning: 2, migration: 3 } as const;

interface Loading extends OpenedDirectory {
  readonly dir: string;
  readonly wants: (part: ConfigPart) => boolean;
}

async function beginLoading({ dir, include, exclude = [] }: LoadOptions): Promise<Loading> {
  const wants = (part: ConfigPart) =>
    (include === undefined || include.includes(part)) && !exclude.includes(part);
  const directory = await openDirectory(dir, wants);
  const { findings } = directory;
  const files = new Map([...directory.files].filter(([relative]) => isWantedFile(relative, wants)));
  const wanted = configParts.filter(wants);
  if (wanted.length < configParts.length && files.size === 0 && findings.length === 0) {
    const asked = `looked for ${wanted.join(', ') || 'nothing'}`;
    const message = `no configuration files to load: ${asked}; check the directory and what to include or exclude`;
    findings.push({ level: 'load', file: dir, path: '', message });
  }
  for (const { file, relative } of files.values()) {
    const isPlain = !relative.includes('/');
    if (isPlain && !isKnownFile(relative)) findings.push(unknownFile(file, relative));
  }
  return { ...directory, files, dir, wants };
}

function readParts(options: LoadOptions, loading: Loading) {
  const { files } = loading;
  const exists = loading.findings.every(
    ({ level, file }) => level !== 'load' || file !== options.dir,
  );
  const fileOf = (part: ConfigPart): Cursor | undefined => files.get(`${part}.json`)?.top;
  const required = (part: ConfigPart, purpose: string) =>
    exists ? requireFile(loading, part, purpose) : undefined;

  const global = required('global', 'it holds the account, the prefix and where rules are');
  const lambda = required('lambda', 'it holds the settings of functions; {} will do to begin with');
  const shared = readGlobal(options.dir, global);
  const { awsAccountId, prefix, region } = shared.account;
  const names = { prefix, region, account: awsAccountId };
  const declared = exists ? readSchemas(options, loading) : undefined;
  const logTypes = declared?.logTypes;
  const clusters = exists ? readClusters(loading, names) : undefined;
  const named = fileOf('normalized_types');
  const former = named ? readNormalizedTypes(named, logTypes) : noFormerNormalization;
  const [outputs, tables] = [fileOf('outputs'), fileOf('lookup_tables')];
  const [intel, queries] = [fileOf('threat_intel'), fileOf('scheduled_queries')];
  const threatIntel = intel && readThreatIntel(intel, prefix);
  const functions = lambda && checkLambda(lambda);
  const destinations = loading.wants('outputs')
    ? readOutputs(outputs, options.outputServices, prefix)
    : undefined;
  const parts: LoadedParts = {
    clusters,
    // A schema file that is no JSON may define anything, so nothing is said about unknown names then.
    declared: loading.hasAllSchemas ? declared : undefined,
    normalizedTypes: former.types,
    threatIntel,
    global,
    lambda,
    outputs: destinations,
  };

  const config: Omit<Config, 'logTypes' | 'files'> = {
    dir: options.dir,
    ...shared,
    functions: readFunctions(functions, shared.infrastructure, names, formatElsewhere(global)),
    scheduledQueries: readScheduledQueries(queries, names),
    clusters: clusters?.map(({ cluster }) => cluster) ?? [],
    outputs: destinations ?? [],
    threatIntel: threatIntel?.threatIntel ?? noThreatIntel,
    lookupTables: tables ? readLookupTables(tables) : { enabled: false, tables: {} },
    normalizedTypes: allNormalizedTypes(former.types, logTypes),
  };
  checkAcross(parts);
  for (const { relative, top } of files.values()) {
    if (!relative.startsWith('schemas')) checkPlaceholders(top);
  }
  return { logTypes: logTypes && withFormerNormalization(logTypes, former), config };
}

const allNormalizedTypes = (
  former: ReadonlySet<string>,
  logTypes: readonly LogType[] = [],
): ReadonlySet<string> =>
  new Set([
    ...former,
    ...logTypes.flatMap(({ normalization = [] }) => normalization.map(({ type }) => type)),
  ]);

/** A file that cannot be read or is no JSON has its finding already. */
function requireFile(
  { dir, wants, files, findings }: Loading,
  part: ConfigPart,
  purpose: string,
): Cursor | undefined {
  const name = `${part}.json`;
  const file = join(dir, name);
  const isThere = files.has(name) || findings.some((each) => each.file === file);
  if (wants(part) && !isThere) {
    findings.push({ level: 'load', file, path: '', message: `${name} is missing: ${purpose}` });
  }
  return files.get(name)?.top;
}

const filesIn = (folder: string, { files }: Loading): readonly OpenedFile[] =>
  [...files.values()].filter(({ relative }) => relative.startsWith(`${folder}/`));

function readSchemas({ parsers }: LoadOptions, loading: Loading): DeclaredLogTypes | undefined {
  const { dir, wants, hasAllSchemas, findings } = loading;
  if (!wants('schemas')) return undefined;
  const schemas = filesIn('schemas', loading);
  if (schemas.length === 0 && hasAllSchemas) {
    const file = join(dir, 'schemas');
    const message = 'there is no schema, so nothing can be classified; write schemas/<vendor>.json';
    findings.push({ level: 'warning', file, path: '', message });
  }
  return readLogTypes(schemas, { parsers });
}

function readClusters(loading: Loading, names: NameParts): readonly PlacedCluster[] | undefined {
  const { dir, wants, hasClusters, findings, migration } = loading;
  if (!wants('clusters')) return undefined;
  const file = join(dir, 'clusters');
  if (!hasClusters) {
    const message = 'there is no such directory; write clusters/<name>.json for each cluster';
    findings.push({ level: 'load', file, path: '', message });
    return undefined;
  }
  // One with decisions that are open is still there, and no cluster.
  const clusters = filesIn('clusters', loading).filter(
    ({ relative }) => !isListOfSources(migration.tree, relative),
  );
  const isUnread = findings.some((finding) => dirname(finding.file) === file);
  if (clusters.length === 0 && !isUnread) {
    const message = 'there is no cluster, so no data comes in; write clusters/<name>.json';
    findings.push({ level: 'warning', file, path: '', message });
    findings.push({ level: 'build', file, path: '', message });
  }
  return clusters.flatMap(
    ({ relative, top }) => readCluster(basename(relative, '.json'), top, names) ?? [],
  );
}
