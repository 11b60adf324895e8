import { join } from 'node:path';
import type { Finding } from '../domain/finding.ts';
import { withoutCredentials } from './credentials.ts';
import { topOf } from './cursor.ts';
import { type ConfigPart, isWantedFile } from './file-names.ts';
import type { Notice } from './legacy/draft.ts';
import { type Migration, migrate } from './legacy/migrate.ts';
import type { ConfigTree } from './legacy/tree.ts';
import { readConfigFiles } from './read-files.ts';
import { type OpenedFile, openFile, type SourceFile } from './source-file.ts';

/** A configuration directory whose files are in the current form, whatever form they have on the disk. */
export interface OpenedDirectory {
  /** Every wanted file that is JSON, by its name relative to the directory, in the order in which they are read. */
  readonly files: ReadonlyMap<string, OpenedFile>;
  /** Whether there is a folder of clusters, or would be one in the current form. */
  readonly hasClusters: boolean;
  /** Whether every schema file is JSON. */
  readonly hasAllSchemas: boolean;
  readonly findings: Finding[];
  /** The files as they are on the disk. */
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** What they hold. */
  readonly written: ConfigTree;
  readonly migration: Migration;
}

/**
 * Reads a configuration directory and brings it into the current form (configuration.md 12). All files are read, for
 * a part may depend on any other in earlier forms; nothing is said about a part that is not wanted.
 */
export async function openDirectory(
  dir: string,
  wants: (part: ConfigPart) => boolean = () => true,
): Promise<OpenedDirectory> {
  const directory = await readConfigFiles(dir);
  const isWanted = (relative: string) => isWantedFile(relative, wants);
  const findings = directory.findings.filter(
    ({ file }) => file === dir || isWanted(file.slice(dir.length + 1)),
  );
  const sources = [...directory.plain, ...(directory.clusters ?? []), ...(directory.schemas ?? [])];
  const opened = sources.flatMap((source) => {
    const found: Finding[] = [];
    const file = openFile(source, found);
    if (isWanted(source.relative)) {
      findings.push(...(file === undefined ? found.map(asExample) : found));
    }
    return file ?? [];
  });
  const written = new Map(opened.map(({ relative, top }) => [relative, top.node] as const));
  // It stands beside the directory and may be of somebody else, so nothing is said when it is no JSON.
  const beside = directory.beside.flatMap((source) => openFile(source, []) ?? []);
  for (const { relative, top } of beside) written.set(relative, top.node);

  const migration = migrate(written);
  findings.push(...asFindings(dir, migration.notices, isWanted));
  const files = new Map<string, OpenedFile>();
  for (const relative of [...migration.tree.keys()].toSorted(inBytes)) {
    const node = migration.tree.get(relative);
    if (node === undefined || relative.startsWith('..') || !isWanted(relative)) continue;
    const file = join(dir, migration.formerNames.get(relative) ?? relative);
    files.set(relative, { file, relative, text: '', top: topOf(node, file, findings) });
  }
  const isUnread = ({ relative }: SourceFile) => !written.has(relative);
  return {
    files,
    hasClusters:
      directory.clusters !== undefined ||
      [...files.keys()].some((relative) => relative.startsWith('clusters/')),
    hasAllSchemas: !(directory.schemas ?? []).some(isUnread),
    findings,
    sources: new Map([...sources, ...directory.beside].map((each) => [each.relative, each])),
    written,
    migration,
  };
}

/** Release 1.0 ships examples with comments, to be copied under another name. Nothing reads them. */
function asExample(finding: Finding): Finding {
  if (!/(?:^|[\\/])sample_(?:logs|sources)\.json$/.test(finding.file)) return finding;
  const message = 'is an example of release 1.0 that nothing reads; delete it';
  return { ...finding, level: 'warning', message };
}

/** Files are read in ascending byte order of their names (configuration.md 2.4). */
const inBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const asFindings = (
  dir: string,
  notices: readonly Notice[],
  isWanted: (relative: string) => boolean,
): readonly Finding[] =>
  notices
    .filter(
      ({ file, to }) =>
        isWanted(file.replace('../', '')) || (to !== undefined && isWanted(to.file)),
    )
    .map(({ level, file, path, message, line, column }) => ({
      level,
      file: join(dir, file),
      path: withoutCredentials(path),
      message: withoutCredentials(message),
      line,
      column,
    }));
