import { parseJson, plainValue } from '../src/config/json-tree.ts';
import { type Migration, migrate } from '../src/config/legacy/migrate.ts';
import type { ConfigTree } from '../src/config/legacy/tree.ts';

/** Files of a configuration directory: a text is taken as it stands, anything else is written as JSON. */
export type ConfigFiles = Readonly<Record<string, unknown>>;

export const textOfFile = (content: unknown): string =>
  typeof content === 'string' ? content : JSON.stringify(content, null, 2);

export function treeOf(files: ConfigFiles): ConfigTree {
  return new Map(
    Object.entries(files).map(([file, content]) => {
      const parsed = parseJson(textOfFile(content));
      if (parsed.outcome === 'refused') throw new Error(`${file}: ${parsed.message}`);
      return [file, parsed.root] as const;
    }),
  );
}

export const filesOf = (tree: ConfigTree): Record<string, unknown> =>
  Object.fromEntries([...tree].map(([file, node]) => [file, plainValue(node)]));

interface Migrated {
  /** The files after it, as JavaScript data. */
  readonly files: Record<string, unknown>;
  /** `file: path` of everything that was told, by level. */
  readonly told: Readonly<Record<Migration['notices'][number]['level'], readonly string[]>>;
  readonly notices: Migration['notices'];
}

/** What becomes of these files; everything that is told has a place. */
export function migrated(files: ConfigFiles): Migrated {
  const { tree, notices } = migrate(treeOf(files));
  const told = (level: string) =>
    notices.filter((each) => each.level === level).map(({ file, path }) => `${file}: ${path}`);
  return {
    files: filesOf(tree),
    told: { migration: told('migration'), warning: told('warning'), load: told('load') },
    notices,
  };
}
