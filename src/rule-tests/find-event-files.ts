import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/** Where events of log types stand: records that a schema must recognise, and records that it must not. */
export const eventsFolderOf = (configDir: string): string => join(configDir, 'schemas', 'events');

/** All event files below some folders, folder by folder, sorted. The same file twice is one. */
export function findEventFiles(folders: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return [...new Set(folders.flatMap((folder) => filesBelow(folder, seen)))];
}

/** Links may lead anywhere, also in a circle; each folder is looked through once. */
function filesBelow(folder: string, seen: Set<string>): readonly string[] {
  const real = realpathSync(folder);
  if (seen.has(real)) return [];
  seen.add(real);
  const names = readdirSync(real)
    .filter((name) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => (a < b ? -1 : 1));
  const entries = names.map((name) => ({
    name,
    path: join(real, name),
    stats: statSync(join(real, name), { throwIfNoEntry: false }),
  }));
  const files = entries.filter(({ name, stats }) => name.endsWith('.json') && stats?.isFile());
  const below = entries.filter(({ stats }) => stats?.isDirectory());
  return [
    ...files.map(({ path }) => realpathSync(path)),
    ...below.flatMap(({ path }) => filesBelow(path, seen)),
  ];
}

/** A file's name without what marks it as one of events: the name of the rule it belongs to. */
export const ruleNameOf = (file: string): string =>
  basename(file).replace(/(\.events)?\.json$/, '');

/**
 * Files that a filter selects: a path to the file, its bare name, or that without its ending. A path may lead to a
 * file of events anywhere.
 */
export function selectFiles(
  files: readonly string[],
  wanted: readonly string[],
  cwd: string,
): { readonly selected: readonly string[]; readonly unknown: readonly string[] } {
  const found = wanted.map((name) => {
    const known = files.filter(isMeantBy(name, cwd));
    return known.length > 0 ? known : elsewhere(name, cwd);
  });
  const selected = new Set(found.flat());
  return {
    selected: [...selected].toSorted(),
    unknown: wanted.filter((_, index) => found[index]?.length === 0),
  };
}

function isMeantBy(name: string, cwd: string): (file: string) => boolean {
  const path = resolve(cwd, name);
  const real = existsSync(path) ? realpathSync(path) : path;
  const bare = basename(name) === name;
  return (file) =>
    file === real ||
    (bare && (basename(file) === name || ruleNameOf(file) === ruleNameOf(`${name}.json`)));
}

function elsewhere(name: string, cwd: string): readonly string[] {
  const path = resolve(cwd, name);
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  return isFile && name.endsWith('.json') ? [realpathSync(path)] : [];
}
