import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type ConfigFiles, textOfFile } from '../../testing/config-trees.ts';
import { formerConfigurations } from '../../testing/former-configurations.ts';
import { parsers } from '../parsers/index.ts';
import { type LoadOptions, loadConfig } from './load-config.ts';

const made: string[] = [];

afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true, force: true });
});

function directory(files: ConfigFiles): string {
  const root = mkdtempSync(join(tmpdir(), 'former-'));
  made.push(root);
  for (const [name, content] of Object.entries(files)) {
    const file = join(root, 'conf', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, textOfFile(content));
  }
  return join(root, 'conf');
}

async function load(files: ConfigFiles, include?: LoadOptions['include']) {
  const dir = directory(files);
  const { config, findings } = await loadConfig({
    dir,
    ...(include && { include }),
    parsers,
    outputServices: [],
  });
  const told = findings.map(({ level, file }) => `${level} ${file.slice(dir.length + 1)}`);
  return { config, findings, told: [...new Set(told)] };
}

const release12 = formerConfigurations['1.2'] ?? {};

describe('a directory of an earlier release', () => {
  test('is loaded without anything being written', async () => {
    const { config, findings } = await load(release12);

    expect(findings.filter(({ level }) => level === 'load')).toEqual([]);
    expect(config?.account).toMatchObject({ prefix: 'harbour', region: 'eu-west-1' });
    expect(config?.clusters.map(({ name, dataSources }) => [name, dataSources.length])).toEqual([
      ['docks', 1],
      ['office', 1],
    ]);
    expect(config?.logTypes.map(({ name, parser }) => [name, parser])).toEqual([
      ['crane:log', 'csv'],
      ['quay:gate', 'json'],
      ['quay:flows', 'json'],
      ['pump:pairs', 'kv'],
    ]);
  });

  test('tells each item with its place, the new place and the value', async () => {
    const { findings } = await load(release12);

    expect(findings).toContainEqual({
      level: 'migration',
      file: expect.stringMatching(/conf\/logs\.json$/),
      path: 'quay:gate.hints.records',
      message: 'now quay:gate.configuration.json_path: "rows[*]"',
      line: expect.any(Number),
      column: expect.any(Number),
    });
    const account = findings.find(({ path }) => path === 'account_id');
    expect(account?.file).toMatch(/[^f]\/variables\.json$/);
  });

  test('may be loaded in part, and then nothing is said of the rest', async () => {
    const schemas = await load(release12, ['schemas']);
    const clusters = await load(release12, ['clusters']);

    expect(schemas.config?.logTypes).toHaveLength(4);
    expect(schemas.told.filter((each) => !each.endsWith('logs.json'))).toEqual([]);
    expect(clusters.config?.clusters[0]?.dataSources[0]?.resource).toBe(
      'harbour_docks_stream_alert_kinesis',
    );
    expect(clusters.told.filter((each) => /logs|outputs|lambda/.test(each))).toEqual([]);
  });

  test('of which a person has to decide something is refused with what to write', async () => {
    const { config, findings } = await load({
      ...release12,
      'sources.json': { s3: { wharf: { logs: ['quay'] } } },
    });

    expect(config).toBeUndefined();
    expect(findings.filter(({ level }) => level === 'load')).toMatchObject([
      { path: 's3.wharf', message: expect.stringContaining('add "data_sources"') },
    ]);
  });

  test('is not refused for the examples of release 1.0, which have comments', async () => {
    const { config, told } = await load({ ...release12, 'sample_logs.json': '// copy me\n{}' });

    expect(config).toBeDefined();
    expect(told).toContain('warning sample_logs.json');
  });
});

test('a file of that name beside the directory that is of another program is not read', async () => {
  for (const content of ['{"variable": {}}', 'no JSON', '[]']) {
    const { told } = await load({ '../variables.json': content, 'lambda.json': {} });
    expect(told.join()).not.toContain('variables');
    expect(told).toContain('load global.json');
  }
});
