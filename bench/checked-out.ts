import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Another commit in a folder of its own, with this one's dependencies. */
export function checkedOut(revision: string): { readonly folder: string; remove(): void } {
  const folder = join(mkdtempSync(join(tmpdir(), 'streamalert-bench-')), 'tree');
  execFileSync('git', ['worktree', 'add', '--detach', folder, revision], { stdio: 'ignore' });
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    remove: () => {
      rmSync(join(folder, 'node_modules'));
      execFileSync('git', ['worktree', 'remove', '--force', folder]);
    },
  };
}
