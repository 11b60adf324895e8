import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/** Where events of log types stand: records that a schema must recognise, and records that it must not. */
export const eventsFolderOf = (configDir: string): string => join(configDir, 'schemas', 'events');

/** All event files below some folders, folder by folder, sorted. The same file twice is one. */
export function findEventFiles(folders: readonly string[]): readonly string[] {
  const found = folders.flatMap((folder) => filesBelow(folder));
  return [...new Set(found.map((file) => realpathSync(file)))];
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = entries.filter((entry) => entry.name.endsWith('.json') && !isFolder(folder, entry));
  const folders = entries.filter((entry) => isFolder(folder, entry));
  return [
    ...files.map(({ name }) => join(folder, name)),
    ...folders.flatMap(({ name }) => filesBelow(join(folder, name))),
  ];
}

function isFolder(parent: string, entry: { name: string; isDirectory(): boolean }): boolean {
  return (
    entry.isDirectory() ||
    (statSync(join(parent, entry.name), { throwIfNoEntry: false })?.isDirectory() ?? false)
  );
}

/** A file's name without what marks it as one of events: the name of the rule it belongs to. */
export const ruleNameOf = (file: string): string =>
  basename(file).replace(/(\.events)?\.json$/, '');

/** Files that a filter selects: a path to the file, its bare name, or that without its ending. */
export function selectFiles(
  files: readonly string[],
  wanted: readonly string[],
  cwd: string,
): { readonly selected: readonly string[]; readonly unknown: readonly string[] } {
  const matches = (name: string) => {
    const path = resolve(cwd, name);
    const real = existsSync(path) ? realpathSync(path) : path;
    const bare = basename(name) === name;
    return (file: string) =>
      file === real ||
      (bare && (basename(file) === name || ruleNameOf(file) === ruleNameOf(`${name}.json`)));
  };
  const selected = new Set(wanted.flatMap((name) => files.filter(matches(name))));
  return {
    selected: files.filter((file) => selected.has(file)),
    unknown: wanted.filter((name) => !files.some(matches(name))),
  };
}
