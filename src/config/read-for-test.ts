import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Finding } from '../domain/finding.ts';
import { parsers } from '../parsers/index.ts';
import { type Cursor, topOf } from './cursor.ts';
import { parseJson } from './json-tree.ts';
import { type LoadOptions, loadConfig } from './load-config.ts';

/** The top of a file with this content, and where what is found goes. Text is taken as it stands. */
export function fileWith(content: unknown): { readonly top: Cursor; readonly findings: Finding[] } {
  const parsed = parseJson(typeof content === 'string' ? content : JSON.stringify(content));
  if (parsed.outcome === 'refused') throw new Error(parsed.message);
  const findings: Finding[] = [];
  return { top: topOf(parsed.root, 'conf/x.json', findings), findings };
}

/** What a reader makes of a file, and what it finds, as `level path`. */
export function readFile<Result>(read: (cursor: Cursor) => Result, content: unknown) {
  const { top, findings } = fileWith(content);
  const result = read(top);
  return { result, findings, told: findings.map(({ level, path }) => `${level} ${path}`) };
}

/** Everything that a configuration needs so that nothing is found in it. */
export const soundFiles = {
  'global.json': {
    account: { aws_account_id: '111122223333', prefix: 'acme', region: 'eu-west-1' },
    general: { rule_locations: [], matcher_locations: [] },
  },
  'lambda.json': {
    alert_merger_config: { memory: 128, timeout: 60 },
    alert_processor_config: { memory: 128, timeout: 60 },
    athena_partitioner_config: { file_format: 'parquet' },
    rules_engine_config: { memory: 128, timeout: 60 },
  },
  'clusters/prod.json': {
    id: 'prod',
    data_sources: { kinesis: { acme_prod: ['orchard'] } },
    classifier_config: { enable_custom_metrics: true, memory: 128, timeout: 60 },
  },
  'schemas/orchard.json': {
    'orchard:pump': {
      parser: 'json',
      schema: { pump: 'string', at: 'string' },
      configuration: { normalization: { device_name: ['pump'] } },
    },
    orchard: { parser: 'json', schema: { tree: 'string' } },
  },
} as const;

/** A configuration directory with these files; text and bytes are written as they stand. */
export function directoryWith(files: Readonly<Record<string, unknown>>): string {
  const dir = join(mkdtempSync(join(tmpdir(), 'config-')), 'conf');
  mkdirSync(dir);
  for (const [name, content] of Object.entries(files)) {
    const file = join(dir, name);
    mkdirSync(dirname(file), { recursive: true });
    const isRaw = typeof content === 'string' || Buffer.isBuffer(content);
    writeFileSync(file, isRaw ? content : JSON.stringify(content, null, 2));
  }
  onTestFinished(() => rmSync(dirname(dir), { recursive: true, force: true }));
  return dir;
}

/** What is found when these files are added to a sound directory, as `level file path`. */
export async function loadWith(
  more: Readonly<Record<string, unknown>>,
  options: Pick<LoadOptions, 'include' | 'exclude'> = {},
) {
  const dir = directoryWith({ ...soundFiles, ...more });
  const loaded = await loadConfig({ dir, parsers, outputServices: [], ...options });
  const told = loaded.findings.map(
    ({ level, file, path }) => `${level} ${file.slice(dir.length + 1)} ${path}`,
  );
  return { ...loaded, dir, told };
}

/** Says how many of all passed, so that a directory that vanishes is noticed. */
export function counted<Item>(
  what: string,
  items: readonly Item[],
  passes: (item: Item) => boolean,
): void {
  const passed = items.filter(passes);
  process.stdout.write(`${what}: ${passed.length} of ${items.length}\n`);
  expect(items.filter((item) => !passed.includes(item))).toEqual([]);
}
