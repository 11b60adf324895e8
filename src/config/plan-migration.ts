import type { Finding } from '../domain/finding.ts';
import type { Notice } from './legacy/draft.ts';
import { formatJson } from './legacy/tree.ts';
import { openDirectory } from './open-directory.ts';

/** One file that a migration writes, removes or calls by another name. */
export interface FileChange {
  readonly action: 'create' | 'change' | 'rename' | 'remove';
  /** Relative to the configuration directory; `../variables.json` stands beside it. */
  readonly file: string;
  /** The former name of a renamed file. */
  readonly from?: string;
  /** What it holds, indented as it will be; absent for a new file. */
  readonly before?: string;
  /** What it will hold, byte for byte; absent for one that goes. */
  readonly after?: string;
  /** Whether the text on the disk is indented in another way. */
  readonly isReformatted: boolean;
}

export interface MigrationPlan {
  readonly changes: readonly FileChange[];
  /** Everything that is in an earlier form and what became of it. */
  readonly notices: readonly Notice[];
  /** What only a person can do first: things that cannot be decided, and files that cannot be read. */
  readonly decisions: readonly Finding[];
}

/** What has to be written so that a directory has the form that loading gives it in memory. Writes nothing. */
export async function planMigration(dir: string): Promise<MigrationPlan> {
  const { findings, sources, written, migration } = await openDirectory(dir);
  const { tree, formerNames, notices } = migration;
  const renamed = new Set(formerNames.values());
  const textOf = (file: string) => {
    const node = written.get(file);
    return node === undefined ? undefined : `${formatJson(node)}\n`;
  };
  const isReformatted = (file: string) =>
    sources.has(file) && sources.get(file)?.text.trim() !== textOf(file)?.trim();

  const changes: FileChange[] = [];
  for (const [file, node] of tree) {
    const from = formerNames.get(file);
    const before = textOf(from ?? file);
    const after = `${formatJson(node)}\n`;
    if (from === undefined && before === after) continue;
    const action = from !== undefined ? 'rename' : before === undefined ? 'create' : 'change';
    changes.push({
      action,
      file,
      ...(from !== undefined && { from }),
      ...(before !== undefined && { before }),
      after,
      isReformatted: isReformatted(from ?? file),
    });
  }
  for (const file of written.keys()) {
    const before = textOf(file);
    if (tree.has(file) || renamed.has(file) || before === undefined) continue;
    changes.push({ action: 'remove', file, before, isReformatted: isReformatted(file) });
  }
  return {
    changes: changes.toSorted((a, b) => (a.file < b.file ? -1 : 1)),
    notices,
    decisions: findings.filter(({ level }) => level === 'load'),
  };
}
