import { sharedData } from '../../../testing/shared-data.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesOf, treeOf } from '../../../testing/config-trees.ts';
import { migrate } from './migrate.ts';

/** Pages of the original's documentation, where somebody has laid them beside the checkout. */
const { path: seeds, isHere } = sharedData('seeds');

const pages = isHere
  ? readdirSync(seeds).map((name) => readFileSync(join(seeds, name), 'utf8'))
  : [];

/** Every piece of a page that is a JSON map. */
function fragmentsOf(page: string): readonly Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  for (let start = page.indexOf('{'); start >= 0; start = page.indexOf('{', start + 1)) {
    const end = closing(page, start);
    const content = end === undefined ? undefined : parsed(page.slice(start, end));
    if (content === undefined || end === undefined) continue;
    found.push(content);
    start = end;
  }
  return found;
}

function closing(page: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < page.length && at < start + 10_000; at++) {
    if (page[at] === '{') depth++;
    if (page[at] === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return Object(content) === content && !Array.isArray(content) ? Object(content) : undefined;
  } catch {
    return undefined;
  }
}

const account = { aws_account_id: '111122223333', prefix: 'acme', region: 'us-west-2' };
const rule_processor = { memory: 128, timeout: 10 };

/** A directory around a fragment, by what it is about. */
function directoryAround(fragment: Record<string, unknown>): Record<string, unknown> {
  const directory = {
    'global.json': { account },
    'lambda.json': {},
    'clusters/production.json': { modules: { stream_alert: { rule_processor } } },
    'sources.json': { kinesis: { acme_production_stream_alert_kinesis: { logs: ['a'] } } },
  };
  const keys = Object.keys(fragment);
  const modules = [
    'cloudwatch_monitoring',
    'kinesis_events',
    'cloudtrail',
    'flow_logs',
    's3_events',
  ];
  if (keys.includes('infrastructure'))
    return { ...directory, 'global.json': { ...fragment, account, terraform: {} } };
  if (keys.includes('modules') || keys.includes('alert_processor')) {
    const cluster = { modules: { stream_alert: { rule_processor } }, ...fragment };
    return { ...directory, 'clusters/production.json': cluster };
  }
  if (keys.some((key) => modules.includes(key))) {
    return {
      ...directory,
      'clusters/production.json': { modules: { stream_alert: { rule_processor }, ...fragment } },
    };
  }
  if (keys.includes('flow_log_settings'))
    return { 'variables.json': { account, clusters: { production: 'us-west-2' }, ...fragment } };
  if (keys.some((key) => Object.hasOwn(Object(fragment[key]), 'parser')))
    return { ...directory, 'logs.json': fragment };
  if (keys.every((key) => key.startsWith('aws-sns')))
    return { ...directory, 'inputs.json': fragment };
  if (keys.every((key) => key.startsWith('aws-')))
    return { ...directory, 'outputs.json': fragment };
  return { ...directory, 'types.json': fragment };
}

const fragments = pages
  .flatMap(fragmentsOf)
  .filter((fragment) => !Object.hasOwn(fragment, 'classifier_config'));

describe.skipIf(!isHere)('fragments of the documentation of releases 1 and 2', () => {
  test('are found', () => {
    expect(fragments.length).toBeGreaterThan(12);
  });

  test.each(
    fragments.map((fragment) => [JSON.stringify(fragment).slice(0, 80), fragment] as const),
  )('%s migrates, twice with the same result', (_text, fragment) => {
    const first = migrate(treeOf(directoryAround(fragment)));
    const second = migrate(first.tree);

    expect(first.notices.filter(({ level }) => level === 'load')).toEqual([]);
    expect(second.notices).toEqual([]);
    expect(filesOf(second.tree)).toEqual(filesOf(first.tree));
    expect([...first.tree.keys()]).not.toContain('sources.json');
  });
});
