import { existsSync } from 'node:fs';
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type MigrationPlan, planMigration } from '../../config/plan-migration.ts';
import { StreamAlertError } from '../../domain/errors.ts';

export interface WrittenMigration {
  /** Where what stood in the target's place is now; undefined when nothing did. */
  readonly backup: string | undefined;
}

/**
 * Writes a migrated directory. It is made whole beside the target and takes its place with a rename, so nobody ever
 * sees half of it; what stood there before is kept under another name.
 */
export async function writeMigration(
  plan: MigrationPlan,
  from: string,
  to: string,
): Promise<WrittenMigration> {
  const target = existsSync(to) ? await realpath(to) : to;
  const parent = dirname(target);
  await mkdir(parent, { recursive: true });
  const made = await mkdtemp(join(parent, `.${basename(target)}.migrating-`));
  try {
    await cp(from, made, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
    await applyChanges(plan, made);
    await refuseUnlessDone(made);
    // Temporary directories are for their owner alone.
    await chmod(made, (await stat(from)).mode);
    const backup = await takePlace(made, target);
    await moveAside(plan, from, target, backup);
    return { backup };
  } catch (error) {
    await rm(made, { recursive: true, force: true });
    throw error;
  }
}

async function applyChanges({ changes }: MigrationPlan, dir: string): Promise<void> {
  for (const { file, from, after } of changes) {
    if (from !== undefined) await rm(join(dir, from), { force: true });
    if (isBeside(file)) continue;
    const path = join(dir, file);
    if (after === undefined) {
      await rm(path, { force: true });
      continue;
    }
    await mkdir(dirname(path), { recursive: true });
    // A link would lead to the original.
    await rm(path, { force: true });
    await writeFile(path, after, { flush: true });
  }
}

const isBeside = (file: string): boolean => file.startsWith('..');

/** A directory that would have to be migrated again must not take the place of the one that works. */
async function refuseUnlessDone(dir: string): Promise<void> {
  const { changes, decisions } = await planMigration(dir);
  if (changes.length === 0 && decisions.length === 0) return;
  const left = [...changes.map(({ file }) => file), ...decisions.map(({ message }) => message)];
  throw new StreamAlertError(
    'CONFIG_INVALID',
    `the migrated directory is not in the current form (${left.slice(0, 3).join(', ')}); nothing was changed`,
    { hint: 'This is a mistake of ours. Please report it with the files that are named.' },
  );
}

async function takePlace(made: string, target: string): Promise<string | undefined> {
  if (existsSync(target) && (await readdir(target)).length === 0) await rmdir(target);
  if (!existsSync(target)) {
    await rename(made, target);
    return undefined;
  }
  const backup = freeName(`${target}.before-migration`);
  await rename(target, backup);
  try {
    await rename(made, target);
  } catch (error) {
    await rename(backup, target);
    throw error;
  }
  return backup;
}

function freeName(wanted: string): string {
  let name = wanted;
  for (let number = 2; existsSync(name); number++) name = `${wanted}-${number}`;
  return name;
}

/** `../variables.json` is no part of the directory; it goes where the rest of the original is. */
async function moveAside(
  { changes }: MigrationPlan,
  from: string,
  target: string,
  backup: string | undefined,
): Promise<void> {
  const isInPlace = backup !== undefined && (await samePlace(from, target));
  if (!isInPlace) return;
  for (const { file, action } of changes) {
    if (!isBeside(file) || action !== 'remove') continue;
    await rename(join(target, file), freeName(join(backup, basename(file))));
  }
}

const samePlace = async (a: string, b: string): Promise<boolean> =>
  (await realpath(a)) === (await realpath(b));
