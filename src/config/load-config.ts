import { basename, join } from 'node:path';
import type { Finding } from '../domain/finding.ts';
import type { LogType } from '../domain/log-type.ts';
import { type PlacedCluster, readCluster } from './clusters/cluster.ts';
import { services } from './clusters/data-sources.ts';
import type { Config, LoadedConfig } from './config.ts';
import { checkAcross, type LoadedParts } from './cross-checks.ts';
import { type Cursor, entriesOf, keyProblem } from './cursor.ts';
import { type ConfigPart, isKnownFile, isWantedFile, unknownFile } from './file-names.ts';
import { readGlobal } from './global/global.ts';
import { plainValue } from './json-tree.ts';
import { checkLambda } from './lambda/lambda.ts';
import { readLookupTables } from './lookup-tables.ts';
import { readNormalizedTypes } from './normalized-types.ts';
import { type OutputServiceDescription, readOutputs } from './outputs.ts';
import { type ConfigFiles, readConfigFiles } from './read-files.ts';
import { checkScheduledQueries } from './scheduled-queries.ts';
import type { ParserDescription } from './schemas/definition.ts';
import { type DeclaredLogTypes, readLogTypes } from './schemas/log-types.ts';
import { type OpenedFile, openFile, type SourceFile } from './source-file.ts';
import { noThreatIntel, readThreatIntel } from './threat-intel.ts';

export interface LoadOptions {
  readonly dir: string;
  /** Which parts to read; all when absent. Nothing is said about a part that was not asked for. */
  readonly include?: readonly ConfigPart[];
  readonly parsers: readonly ParserDescription[];
  readonly outputServices: readonly OutputServiceDescription[];
}

/**
 * Reads and checks a configuration directory. Never throws for what it contains: everything that is wrong comes
 * back together, the gravest first, and there is no configuration when something refuses it.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const loading = await openDirectory(options);
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
              relative.replaceAll('\\', '/').replace(/\.json$/, ''),
              plainValue(top.node),
            ]),
          ),
        },
    findings: findings.toSorted((a, b) => gravity[a.level] - gravity[b.level]),
  };
}

const gravity = { load: 0, build: 1, warning: 2, migration: 3 } as const;

interface Loading {
  readonly dir: string;
  readonly wants: (part: ConfigPart) => boolean;
  readonly directory: ConfigFiles;
  /** Every file that is JSON, by its name relative to the directory. */
  readonly files: ReadonlyMap<string, OpenedFile>;
  readonly findings: Finding[];
}

async function openDirectory({ dir, include }: LoadOptions): Promise<Loading> {
  const wants = (part: ConfigPart) => include === undefined || include.includes(part);
  const directory = await readConfigFiles(dir, (relative) => isWantedFile(relative, wants));
  const findings = [...directory.findings];
  const all = [...directory.plain, ...(directory.clusters ?? []), ...(directory.schemas ?? [])];
  const opened = all.flatMap((source) => openFile(source, findings) ?? []);
  const files = new Map(opened.map((file) => [file.relative, file]));
  if (include !== undefined && all.length === 0 && findings.length === 0) {
    const asked = `looked for ${include.join(', ')}`;
    const message = `there is nothing to load here: ${asked}; check the directory`;
    findings.push({ level: 'load', file: dir, path: '', message });
  }
  for (const { file, relative } of directory.plain) {
    if (!isKnownFile(relative)) findings.push(unknownFile(file, relative));
  }
  return { dir, wants, directory, files, findings };
}

function readParts(options: LoadOptions, loading: Loading) {
  const { directory, files } = loading;
  const exists = directory.findings.every(({ file }) => file !== options.dir);
  const fileOf = (part: ConfigPart): Cursor | undefined => files.get(`${part}.json`)?.top;
  const required = (part: ConfigPart, purpose: string) =>
    exists ? requireFile(loading, part, purpose) : undefined;

  const global = required('global', 'it holds the account, the prefix and where rules are');
  const lambda = required('lambda', 'it holds the settings of functions; {} will do to begin with');
  const declared = exists ? readSchemas(options, loading) : undefined;
  const logTypes = declared?.logTypes;
  const clusters = exists ? readClusters(loading) : undefined;
  const normalizedTypes = readFormerTypes(loading, logTypes);
  const [outputs, tables] = [fileOf('outputs'), fileOf('lookup_tables')];
  const [intel, queries] = [fileOf('threat_intel'), fileOf('scheduled_queries')];
  const threatIntel = intel && readThreatIntel(intel);
  if (lambda) checkLambda(lambda);
  if (queries) checkScheduledQueries(queries);
  // A schema file that is no JSON may define anything, so nothing is said about unknown names then.
  const isWhole = directory.schemas?.every(({ relative }) => files.has(relative)) ?? true;
  const parts: LoadedParts = {
    clusters,
    declared: isWhole ? declared : undefined,
    normalizedTypes,
    threatIntel,
    global,
    lambda,
  };

  const config: Omit<Config, 'logTypes' | 'files'> = {
    dir: options.dir,
    ...readGlobal(options.dir, global),
    clusters: clusters?.map(({ cluster }) => cluster) ?? [],
    outputs: outputs ? readOutputs(outputs, options.outputServices) : [],
    threatIntel: threatIntel?.threatIntel ?? noThreatIntel,
    lookupTables: tables ? readLookupTables(tables) : { enabled: false, tables: {} },
    normalizedTypes: allNormalizedTypes(normalizedTypes, logTypes),
  };
  checkAcross(parts);
  return { logTypes, config };
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
  { dir, wants, directory, files, findings }: Loading,
  part: ConfigPart,
  purpose: string,
): Cursor | undefined {
  const name = `${part}.json`;
  const file = join(dir, name);
  const isThere = [...directory.plain, ...directory.findings].some((each) => each.file === file);
  if (wants(part) && !isThere) {
    findings.push({ level: 'load', file, path: '', message: `${name} is missing: ${purpose}` });
  }
  return files.get(name)?.top;
}

function readSchemas(
  { parsers }: LoadOptions,
  { dir, wants, directory, files, findings }: Loading,
): DeclaredLogTypes | undefined {
  if (!wants('schemas')) return undefined;
  const logs = directory.plain.find(({ relative }) => relative === 'logs.json');
  const sources = logs ? [logs] : (directory.schemas ?? []);
  if (logs) {
    const message =
      'is where releases before 3 had all log types; move them to schemas/<vendor>.json';
    findings.push({ level: 'migration', file: logs.file, path: '', message });
  }
  const file = join(dir, 'schemas');
  if (logs && directory.schemas && directory.schemas.length > 0) {
    const alone = 'logs.json is there and is read alone; move its log types here and delete it';
    findings.push({ level: 'warning', file, path: '', message: `is not read: ${alone}` });
  }
  if (sources.length === 0) {
    const message = 'there is no schema, so nothing can be classified; write schemas/<vendor>.json';
    findings.push({ level: 'warning', file, path: '', message });
  }
  return readLogTypes(openedOf(sources, files), { parsers });
}

const openedOf = (sources: readonly SourceFile[], files: ReadonlyMap<string, OpenedFile>) =>
  sources.flatMap(({ relative }) => files.get(relative) ?? []);

function readClusters({
  dir,
  wants,
  directory,
  files,
  findings,
}: Loading): readonly PlacedCluster[] | undefined {
  if (!wants('clusters')) return undefined;
  const file = join(dir, 'clusters');
  if (directory.clusters === undefined) {
    const message = 'there is no such directory; write clusters/<name>.json for each cluster';
    findings.push({ level: 'load', file, path: '', message });
    return undefined;
  }
  if (directory.clusters.length === 0) {
    const message = 'there is no cluster, so no data comes in; write clusters/<name>.json';
    findings.push({ level: 'warning', file, path: '', message });
    findings.push({ level: 'build', file, path: '', message });
  }
  return openedOf(directory.clusters, files).flatMap(({ relative, top }) => {
    const name = basename(relative, '.json');
    if (name === 'sources' && isListOfSources(top)) {
      const instead = 'write its entries in data_sources of a cluster';
      keyProblem(top, 'migration', `is the form before release 3 and is not read; ${instead}`);
      return [];
    }
    return readCluster(name, top) ?? [];
  });
}

/** `clusters/sources.json` of releases 1 and 2 is no cluster. */
function isListOfSources(top: Cursor): boolean {
  const known: readonly string[] = [...services, 'stream_alert_app'];
  const keys = entriesOf(top).map(([key]) => key);
  return keys.length > 0 && keys.every((key) => known.includes(key));
}

/** `types.json` is what `normalized_types.json` was called before release 2.3. */
function readFormerTypes(
  { files, findings, wants }: Loading,
  logTypes: readonly LogType[] | undefined,
): ReadonlySet<string> {
  const current = files.get('normalized_types.json');
  const former = files.get('types.json');
  if (former && wants('normalized_types')) {
    const [level, message] =
      current === undefined
        ? (['migration', 'renamed: call the file normalized_types.json'] as const)
        : (['warning', 'is not read: normalized_types.json is there; delete this one'] as const);
    findings.push({ level, file: former.file, path: '', message });
  }
  const used = current ?? former;
  return used ? readNormalizedTypes(used.top, logTypes) : new Set();
}
