import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parsers } from '../parsers/index.ts';
import { parseJson, plainValue } from './json-tree.ts';
import { jsonSchemas } from './json-schemas.ts';
import { loadConfig } from './load-config.ts';
import { z } from 'zod';

/** Configurations of the original and of its documentation, where somebody has laid them beside the checkout. */
const shared = join(import.meta.dirname, '../../../shared');
const original = join(shared, 'conformance/original');
const seeds = join(shared, 'seeds');
const isHere = existsSync(original) && existsSync(seeds) && !process.env['CI'];

if (!isHere) console.log('skipped: the configurations of the original are not beside the checkout');

const load = (dir: string) => loadConfig({ dir, parsers, outputServices: [] });

describe.skipIf(!isHere)('the original', () => {
  test.each([
    ['conf', 65, 1],
    ['tests/unit/conf', 22, 3],
    ['tests/unit/conf_athena', 1, 1],
  ])('%s loads', async (dir, logTypes, clusters) => {
    const { config, findings } = await load(join(original, dir));
    expect(findings.filter(({ level }) => level === 'load')).toEqual([]);
    expect(config?.logTypes).toHaveLength(logTypes);
    expect(config?.clusters).toHaveLength(clusters);
  });

  test('conf has only findings that the specification names', async () => {
    const { findings } = await load(join(original, 'conf'));
    const paths = findings
      .filter(({ file, level }) => level !== 'build' && !file.endsWith('normalized_types.json'))
      .map(({ level, path }) => `${level} ${path}`)
      // Whether folders stand beside it depends on how it was laid out.
      .filter((found) => !/_locations/.test(found));
    expect(paths).toEqual([
      'warning general.third_party_libraries',
      'warning data_sources.sns.prefix_cluster_sample_topic',
      'migration infrastructure.rule_staging.table.read_capacity',
      'migration infrastructure.rule_staging.table.write_capacity',
    ]);
  });

  test('editors accept the files of conf', () => {
    const schemas = jsonSchemas({ parsers, outputServices: [] });
    const schemaOf = (relative: string) => {
      if (relative.startsWith('clusters/')) return schemas['cluster.schema.json'];
      if (relative.startsWith('schemas/')) return schemas['schemas.schema.json'];
      return schemas[`${relative.replace('.json', '').replaceAll('_', '-')}.schema.json`];
    };
    const conf = join(original, 'conf');
    const files = readdirSync(conf, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.json'),
    );
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      const schema = z.fromJSONSchema(JSON.parse(JSON.stringify(schemaOf(file))));
      const content: unknown = JSON.parse(readFileSync(join(conf, file), 'utf8'));
      const issues = schema.safeParse(content).error?.issues ?? [];
      expect({ file, issues }).toEqual({ file, issues: [] });
    }
  });
});

describe.skipIf(!isHere)('the cluster page', () => {
  const examples = isHere ? examplesOf(readPage()) : [];

  test('has its examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(10);
  });

  test.each(examples.map((text) => [idOf(text), text] as const))('%s loads', async (_id, text) => {
    const parsed = parseJson(text);
    if (parsed.outcome === 'refused') {
      // The page has one trailing comma.
      expect(parsed.message).toContain('a comma is not allowed before }');
      expect(text.split('\n')[parsed.position.line - 1]?.[parsed.position.column - 1]).toBe(',');
    }
    const corrected = text.replace(/,(\s*[}\]])/g, '$1');
    const { config, findings } = await loadCluster(corrected);
    expect(findings.filter(({ level }) => level === 'load')).toEqual([]);
    const content: unknown = JSON.parse(corrected);
    expect(config?.files.get('clusters/page')).toEqual(content);
    const declared = Object.values(Object(Object(content).data_sources)).flatMap((resources) =>
      Object.keys(Object(resources)),
    );
    expect(config?.clusters[0]?.dataSources.map(({ resource }) => resource)).toEqual(declared);
  });

  test('has exactly one trailing comma', () => {
    const refused = examples.filter((text) => parseJson(text).outcome === 'refused');
    expect(refused.map(idOf)).toEqual(['cloudtrail-via-cloudwatch']);
  });

  test('order of keys survives', () => {
    const parsed = parseJson(examples[1] ?? '');
    const content = parsed.outcome === 'parsed' ? plainValue(parsed.root) : {};
    expect(Object.keys(Object(content))).toEqual(Object.keys(JSON.parse(examples[1] ?? '{}')));
  });
});

function readPage(): string {
  const page = readdirSync(seeds).find((name) => name.startsWith('000'));
  return readFileSync(join(seeds, page ?? ''), 'utf8');
}

/** Whole cluster files on the page: from a brace alone on its line to the one that closes it. */
function examplesOf(page: string): readonly string[] {
  return [...page.matchAll(/^\{\n[^]*?^\}$/gm)]
    .map(([text]) => text)
    .filter((text) => text.includes('"classifier_config"'));
}

function idOf(text: string): string {
  return /"id": "([^"]+)"/.exec(text)?.[1] ?? '';
}

async function loadCluster(text: string) {
  const dir = mkdtempSync(join(tmpdir(), 'page-'));
  try {
    mkdirSync(join(dir, 'clusters'));
    writeFileSync(join(dir, 'clusters/page.json'), text);
    return await loadConfig({ dir, include: ['clusters'], parsers, outputServices: [] });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
