import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../domain/finding.ts';
import type { SourceFile } from './source-file.ts';

/** What a configuration directory holds: the plain files, and those of `clusters/` and `schemas/`. */
export interface ConfigFiles {
  readonly plain: readonly SourceFile[];
  /** Undefined when there is no such directory. */
  readonly clusters: readonly SourceFile[] | undefined;
  readonly schemas: readonly SourceFile[] | undefined;
  /** Files of releases 1.0 to 1.3 that stand beside the directory, as `../variables.json`. */
  readonly beside: readonly SourceFile[];
  readonly findings: readonly Finding[];
}

/** Far more than any configuration; reading more would only fill the memory. */
const bytesMax = 32 * 1024 * 1024;

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads the `.json` files of a configuration directory, in ascending byte order of their names (configuration.md
 * 2.4). Whatever cannot be read becomes a finding.
 */
export async function readConfigFiles(dir: string): Promise<ConfigFiles> {
  const findings: Finding[] = [];
  const refuse = (file: string, message: string) =>
    findings.push({ level: 'load', file, path: '', message });

  const readFolder = async (folder: string): Promise<readonly SourceFile[] | undefined> => {
    const names = await fileNames(join(dir, folder), refuse);
    const relatives = names?.map((name) => (folder === '' ? name : `${folder}/${name}`));
    if (relatives === undefined) return undefined;
    const files = await Promise.all(relatives.map((each) => readSource(dir, each, refuse)));
    return files.filter((file) => file !== undefined);
  };

  const plain = await readFolder('');
  if (plain === undefined) {
    const wanted = 'name the directory that holds global.json, clusters/ and schemas/';
    if (findings.length === 0) refuse(dir, `there is no such directory; ${wanted}`);
    return { plain: [], clusters: undefined, schemas: undefined, beside: [], findings };
  }
  const [clusters, schemas] = await Promise.all([readFolder('clusters'), readFolder('schemas')]);
  return { plain, clusters, schemas, beside: await readBeside(dir, plain), findings };
}

/** The parent folder may be of anybody; what cannot be read there is no concern of ours. */
async function readBeside(
  dir: string,
  plain: readonly SourceFile[],
): Promise<readonly SourceFile[]> {
  if (plain.some(({ relative }) => relative === 'global.json')) return [];
  const source = await readSource(dir, '../variables.json', () => undefined);
  return source === undefined ? [] : [source];
}

type Refuse = (file: string, message: string) => void;

/** Names of the `.json` files directly in a folder; undefined when there is none. */
async function fileNames(folder: string, refuse: Refuse): Promise<readonly string[] | undefined> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
    return names
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') refuse(folder, unreadable(error));
    return undefined;
  }
}

async function readSource(
  dir: string,
  relative: string,
  refuse: Refuse,
): Promise<SourceFile | undefined> {
  const file = join(dir, relative);
  try {
    const { size } = await stat(file);
    if (size > bytesMax) {
      refuse(file, `has ${size} bytes; a configuration file has at most ${bytesMax}`);
      return undefined;
    }
    return { file, relative, text: decoder.decode(await readFile(file)) };
  } catch (error) {
    refuse(file, unreadable(error));
    return undefined;
  }
}

function unreadable(error: unknown): string {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return 'may not be read by this user; correct its permissions';
    case 'ENOTDIR':
      return 'is a file; name the directory that holds global.json, clusters/ and schemas/';
    case 'EISDIR':
      return 'is a directory where a file is expected';
    case 'ENOENT':
      return 'is a link to something that is not there';
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return 'is not UTF-8 text; save it with that encoding';
    default:
      return `cannot be read: ${String(error)}`;
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
