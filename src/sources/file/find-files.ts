import type { BigIntStats, Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf } from '../../domain/errors.ts';
import { isLogName } from './log-names.ts';

export interface FoundFile {
  readonly path: string;
  /** Size on disk; 0 for standard input and pipes. */
  readonly bytes: number;
}

interface FileProblem {
  readonly path: string;
  readonly reason: string;
  /** What to do about it. */
  readonly hint: string;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly problems: readonly FileProblem[];
  /** Files in folders that were left out, since their names are none that logs have. */
  readonly leftOut: readonly string[];
}

/** Deeper folders are a loop that was not recognised. */
const depthMax = 128;

/**
 * Finds the files to read: those named, whatever their endings, and those with names of logs in folders named and all
 * folders in them. Each file once, in the order of the paths and then of the names. Hidden files and `node_modules`
 * are left out; links are followed, loops are not. `-` is standard input.
 */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const search: Search = { files: [], problems: [], leftOut: [], seen: new Set() };
  for (const path of paths) {
    if (path === '-') search.files.push({ path, bytes: 0 });
    else await visit(path, 'named', 0, search);
  }
  return search;
}

interface Search {
  readonly files: FoundFile[];
  readonly problems: FileProblem[];
  readonly leftOut: string[];
  /** Device and number of files and folders, which are the same under any name. */
  readonly seen: Set<string>;
}

async function visit(path: string, how: 'named' | 'in a folder', depth: number, search: Search) {
  let found: BigIntStats;
  try {
    found = await stat(path, { bigint: true });
  } catch (error) {
    search.problems.push(problemOf(path, error));
    return;
  }
  const identity = `${found.dev}:${found.ino}`;
  if (search.seen.has(identity)) return;

  if (found.isDirectory()) {
    search.seen.add(identity);
    if (depth < depthMax) await visitFolder(path, depth, search);
  } else if (found.isFile() && (how === 'named' || isLogName(path))) {
    search.seen.add(identity);
    search.files.push({ path, bytes: Number(found.size) });
  } else if (how === 'named') {
    // A pipe or a device that somebody names, such as /dev/stdin, is meant.
    search.files.push({ path, bytes: 0 });
  } else if (found.isFile()) {
    search.seen.add(identity);
    search.leftOut.push(path);
  }
}

async function visitFolder(path: string, depth: number, search: Search) {
  let entries: Dirent[];
  try {
    entries = await readdir(path, { withFileTypes: true });
  } catch (error) {
    search.problems.push(problemOf(path, error));
    return;
  }
  const names = entries
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('.') && name !== 'node_modules')
    .toSorted((a, b) => (a < b ? -1 : 1));
  for (const name of names) await visit(join(path, name), 'in a folder', depth + 1, search);
}

function problemOf(path: string, error: unknown): FileProblem {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return {
        path,
        reason: 'there is no such file or folder',
        hint: 'Check the spelling; a link may point to something that was moved.',
      };
    case 'EACCES':
    case 'EPERM':
      return {
        path,
        reason: 'no permission to read it',
        hint: `Run as a user who may read it, or give the right: chmod -R u+rX ${path}`,
      };
    case 'ELOOP':
      return { path, reason: 'a link that leads back to itself', hint: 'Remove or mend the link.' };
    default:
      return { path, reason: reasonOf(error), hint: 'Copy it to another place and name that.' };
  }
}
