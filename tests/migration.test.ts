import { sharedData } from '../testing/shared-data.ts';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../src/config/load-config.ts';
import { planMigration } from '../src/config/plan-migration.ts';
import { writeMigration } from '../src/cli/migrate/write-migration.ts';
import { outputs } from '../src/outputs/index.ts';
import { parsers } from '../src/parsers/index.ts';
import { type ConfigFiles, textOfFile } from '../testing/config-trees.ts';
import { formerConfigurations } from '../testing/former-configurations.ts';

const made: string[] = [];

afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true, force: true });
});

/** A repository with these files below `conf/`; gives back that directory. */
function directory(files: ConfigFiles): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'migration-')));
  made.push(root);
  for (const [name, content] of Object.entries(files)) {
    const file = join(root, 'conf', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, textOfFile(content));
  }
  return join(root, 'conf');
}

const load = (dir: string) => loadConfig({ dir, parsers, outputServices: outputs });

/** What a directory cannot be rid of by writing it in another way: both are told on every load. */
const staysTold = /finds fields by name|full names/;

/** Writes the migration of a directory in its place and compares what it loads with what was loaded before. */
async function expectSameWhenWritten(dir: string): Promise<void> {
  const inMemory = await load(dir);
  const plan = await planMigration(dir);
  expect(plan.decisions).toEqual([]);

  if (plan.changes.length > 0) await writeMigration(plan, dir, dir);

  const written = await load(dir);
  expect(written.config).toBeDefined();
  expect(written.config).toEqual(inMemory.config);
  const told = written.findings.filter(({ level }) => level === 'migration');
  expect(told.filter(({ message }) => !staysTold.test(message))).toEqual([]);
  expect(await planMigration(dir)).toEqual({ changes: [], notices: [], decisions: [] });
}

describe('a directory of an earlier release loads in memory as it does when it is written', () => {
  test.each(Object.entries(formerConfigurations))('%s', async (_release, files) => {
    await expectSameWhenWritten(directory(files));
  });
});

const { path: original, isHere } = sharedData('conformance', 'original');

describe.skipIf(!isHere)('so do those of the original', () => {
  test.each(['conf', 'tests/unit/conf', 'tests/unit/conf_athena'])('%s', async (name) => {
    const dir = directory({});
    mkdirSync(dirname(dir), { recursive: true });
    cpSync(join(original, name), dir, { recursive: true });

    await expectSameWhenWritten(dir);
  });
});

describe('writing a migration', () => {
  const files = formerConfigurations['1.2'] ?? {};

  test('keeps the original beside it, and what else lies there', async () => {
    const dir = directory({ ...files, 'README.md': 'ours', 'notes/a.txt': 'x' });

    const { backup } = await writeMigration(await planMigration(dir), dir, dir);

    expect(backup).toBe(`${dir}.before-migration`);
    expect(readdirSync(dir).sort()).toEqual([
      'README.md',
      'clusters',
      'global.json',
      'lambda.json',
      'notes',
      'schemas',
    ]);
    expect(readdirSync(`${dir}.before-migration`).sort()).toEqual([
      'README.md',
      'logs.json',
      'notes',
      'sources.json',
      'variables.json',
    ]);
    expect(readdirSync(dirname(dir)).sort()).toEqual(['conf', 'conf.before-migration']);
  });

  test('into another directory leaves the original as it is', async () => {
    const dir = directory(files);
    const to = join(dirname(dir), 'new/conf');

    const { backup } = await writeMigration(await planMigration(dir), dir, to);

    expect(backup).toBeUndefined();
    expect(existsSync(join(to, 'clusters/docks.json'))).toBe(true);
    expect(readdirSync(dir).sort()).toEqual(['logs.json', 'sources.json']);
    expect(existsSync(join(dirname(dir), 'variables.json'))).toBe(true);
  });

  test('never overwrites an earlier backup', async () => {
    const dir = directory(files);
    mkdirSync(`${dir}.before-migration`);

    const { backup } = await writeMigration(await planMigration(dir), dir, dir);

    expect(backup).toBe(`${dir}.before-migration-2`);
  });

  test('that does not succeed leaves everything as it was', async () => {
    const dir = directory(files);
    const { changes, ...rest } = await planMigration(dir);
    const half = changes.filter(({ file }) => file !== 'global.json');
    const before = readFileSync(join(dir, 'logs.json'), 'utf8');

    await expect(writeMigration({ ...rest, changes: half }, dir, dir)).rejects.toThrow(
      'nothing was changed',
    );

    expect(readdirSync(dirname(dir)).sort()).toEqual(['conf', 'variables.json']);
    expect(readFileSync(join(dir, 'logs.json'), 'utf8')).toBe(before);
  });
});
