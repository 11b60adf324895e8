import { sharedData } from '../../testing/shared-data.ts';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parsers } from '../parsers/index.ts';
import { parseJson, plainValue } from './json-tree.ts';
import { loadConfig } from './load-config.ts';
import { counted, directoryWith } from './read-for-test.ts';

/** Pages of the original's documentation, where somebody has laid them beside the checkout. */
const { path: original } = sharedData('conformance', 'original');
const { path: seeds, isHere } = sharedData('seeds');

const load = (dir: string) => loadConfig({ dir, parsers, outputServices: [] });

/** Example → findings beyond none. All other examples load without a word. */
const expectedOfExample: Readonly<Record<string, readonly string[]>> = {
  'cloudtrail-via-cloudwatch': ['modules.kinesis.streams'],
  'cloudwatch-events-example': ['modules.kinesis.streams'],
  'cloudwatch-logs-example': ['modules.kinesis.streams'],
  prod: ['modules.kinesis.streams', 'data_sources.kinesis.abc_prod_streamalert'],
};

describe.skipIf(!isHere)('the cluster page', () => {
  const examples = isHere ? examplesOf(readPage()) : [];

  test('has its examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(10);
  });

  test('has exactly one mistake: a trailing comma, whose place is told', () => {
    const refused = examples.flatMap((text) => {
      const parsed = parseJson(text);
      return parsed.outcome === 'refused' ? [{ text, ...parsed }] : [];
    });
    expect(refused.map(({ text }) => idOf(text))).toEqual(['cloudtrail-via-cloudwatch']);
    for (const { text, message, position } of refused) {
      expect(message).toContain('a comma is not allowed before }');
      expect(text.split('\n')[position.line - 1]?.[position.column - 1]).toBe(',');
    }
  });

  test('loads beside the stock files, with the resources it names and no other findings', async () => {
    const results = await Promise.all(
      examples.map(async (text) => {
        const id = idOf(text);
        const corrected = text.replace(/,(\s*[}\]])/g, '$1');
        const { config, findings } = await loadBesideStock(id, corrected);
        const content: unknown = JSON.parse(corrected);
        const declared = Object.values(Object(Object(content).data_sources)).flatMap((resources) =>
          Object.keys(Object(resources)),
        );
        const read = config?.clusters[0]?.dataSources.map(({ resource }) => resource);
        const told = findings.filter(
          ({ file, level }) => file.includes('clusters/') && level !== 'build',
        );
        return { id, declared, read, content, config, told: told.map(({ path }) => path) };
      }),
    );
    for (const { id, declared, read, content, config, told } of results) {
      expect({ id, told }).toEqual({ id, told: expectedOfExample[id] ?? [] });
      expect(read).toEqual(declared);
      expect(config?.files.get(`clusters/${id}`)).toEqual(content);
    }
    counted(
      'examples of the cluster page that load',
      results,
      ({ config }) => config !== undefined,
    );
  });

  test('order of keys survives', () => {
    const parsed = parseJson(examples[1] ?? '');
    const content = parsed.outcome === 'parsed' ? plainValue(parsed.root) : {};
    expect(Object.keys(Object(content))).toEqual(Object.keys(JSON.parse(examples[1] ?? '{}')));
  });
});

describe.skipIf(!isHere)('the pages of earlier releases', () => {
  test('load in memory, without an edit: clusters, modules, schemas, outputs, inputs', async () => {
    const pages = isHere ? readdirSync(seeds).filter((name) => /^00[12]/.test(name)) : [];
    const examples = pages.flatMap((page) => fragmentsOf(readFileSync(join(seeds, page), 'utf8')));
    const results = await Promise.all(
      examples.map(async ({ file, content }) => {
        const { config, findings } = await loadFragment(file, content);
        return { file, content, config, refused: findings.filter(({ level }) => level === 'load') };
      }),
    );
    expect(results.length).toBeGreaterThanOrEqual(10);
    for (const { file, content, refused } of results) {
      expect({ file, content, refused }).toEqual({ file, content, refused: [] });
    }
    counted(
      'examples of earlier releases that load',
      results,
      ({ config }) => config !== undefined,
    );
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

async function loadBesideStock(id: string, text: string) {
  const dir = directoryWith({});
  cpSync(join(original, 'conf'), dir, { recursive: true });
  rmSync(join(dir, 'clusters'), { recursive: true });
  mkdirSync(join(dir, 'clusters'));
  const placed = directoryWith({ [`${id}.json`]: text });
  cpSync(join(placed, `${id}.json`), join(dir, 'clusters', `${id}.json`));
  return load(dir);
}

/** What looks like configuration on a page whose indentation is lost: a key or a brace, up to where it closes. */
function fragmentsOf(
  page: string,
): readonly { readonly file: string; readonly content: unknown }[] {
  const starts = [...page.matchAll(/^\s*(?:"[\w:.-]+": )?\{\s*$/gm)];
  let end = 0;
  return starts.flatMap(({ index }) => {
    if (index < end) return [];
    const text = balanced(page.slice(index));
    const parsed = parseJson(text.trim().startsWith('{') ? text : `{${text}}`);
    if (parsed.outcome === 'refused') return [];
    end = index + text.length;
    const content = plainValue(parsed.root);
    const file = fileOf(content);
    return file === undefined ? [] : [{ file, content }];
  });
}

function balanced(text: string): string {
  let depth = 0;
  for (const { 0: brace, index } of text.matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    if (depth === 0) return text.slice(0, index + 1);
  }
  return text;
}

/** Which file it belongs to; undefined for test events, policies and fragments of a setting. */
function fileOf(content: unknown): string | undefined {
  const values = Object.values(Object(content));
  const keys = Object.keys(Object(content));
  if (keys.includes('modules')) return 'clusters/production.json';
  if (values.some((value) => Object.hasOwn(Object(value), 'parser'))) return 'logs.json';
  if (keys.includes('aws-s3')) return 'outputs.json';
  if (keys.join() === 'aws-sns') return 'inputs.json';
  const modules = [
    'cloudwatch_monitoring',
    'kinesis_events',
    'cloudtrail',
    'flow_logs',
    's3_events',
  ];
  return modules.includes(keys.join()) ? 'modules' : undefined;
}

function loadFragment(file: string, content: unknown) {
  const account = { aws_account_id: '111122223333', prefix: 'acme', region: 'us-west-2' };
  const cluster = { data_sources: {}, classifier_config: {} };
  const files = {
    'global.json': { account, general: {} },
    'lambda.json': {},
    'clusters/main_site.json': file === 'modules' ? { ...cluster, modules: content } : cluster,
    ...(file === 'modules' ? {} : { [file]: content }),
    ...(file === 'clusters/production.json' && { 'sources.json': sources }),
  };
  const { 'clusters/main_site.json': _other, ...alone } = files;
  return load(directoryWith(file === 'clusters/production.json' ? alone : files));
}

/** Clusters of releases 1 and 2 had their sources in a file of its own. */
const sources = { kinesis: { acme_production_stream_alert_kinesis: { logs: ['syslog'] } } };
