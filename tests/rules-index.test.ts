import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sharedData } from '../testing/shared-data.ts';
import { testServices } from '../testing/rule-services.ts';
import { contentSource } from '../src/adapters/local/content-source.ts';
import { defineRule } from '../src/domain/define-rule.ts';
import type { LogRecord } from '../src/domain/record.ts';
import type { Rule } from '../src/domain/rule.ts';
import { splitWherePath, type Where } from '../src/domain/where.ts';
import { at } from '../src/helpers/at.ts';
import { readFile } from '../src/runtimes/embedded/inputs/read-logs.ts';
import { findFiles } from '../src/sources/file/find-files.ts';
import { forEachPayload } from '../src/sources/file/split-payloads.ts';
import { compileNormalizer, type Normalizer } from '../src/stages/normalizer/normalizer.ts';
import { derivedConditions } from '../src/stages/rules-engine/from-source/derived-conditions.ts';
import { moduleFacts } from '../src/stages/rules-engine/from-source/module-facts.ts';
import { compileRules, type RulesEngine } from '../src/stages/rules-engine/rules-engine.ts';
import { eventsIn, openStarter, root, type Starter } from './starter-content/starter.ts';

const { path: data, isHere } = sharedData('data');

let starter: Starter;
let normalizer: Normalizer;
/** Every starter rule, and a twin whose `where` is written as code; asked with and without the index from code. */
let engines: { readonly indexed: RulesEngine; readonly plain: RulesEngine };

beforeAll(async () => {
  starter = await openStarter();
  normalizer = compileNormalizer(starter.config.logTypes, () => 'id');
  const rules = [...starter.rules, ...starter.rules.flatMap(twinOf)];
  const logTypes = starter.config.logTypes.map(({ name }) => name);
  const options = { services: testServices(), logTypes };
  engines = {
    indexed: compileRules(rules, { ...options, index: { sourceOf } }),
    plain: compileRules(rules, { ...options, index: 'declared' }),
  };
});

/** Twins are made here, where `at` is what it is to an author. */
const sourceOf = (file: string): string | undefined =>
  file === import.meta.filename
    ? `import { at } from 'streamalert';\n${twinSources.join(';\n')}`
    : contentSource(file);

const twinSources: string[] = [];
const twins: Rule[] = [];

/** The same rule with the equalities of its `where` at the beginning of its code; none when it has no equality. */
function twinOf({ where = {}, matches, ...rule }: Rule): readonly Rule[] {
  const entries = Object.entries(where);
  const comparisons = entries.flatMap(([path, wanted]) => comparisonOf(path, wanted) ?? []);
  if (comparisons.length === 0) return [];
  const others: Where = Object.fromEntries(
    entries.filter(([path, wanted]) => comparisonOf(path, wanted) === undefined),
  );
  const text = `(record, ...more) => ${comparisons.join(' && ')} && rest(record, ...more)`;
  twinSources.push(text);
  // oxlint-disable-next-line no-implied-eval -- the code is put together above.
  const code = new Function('at', 'rest', `return ${text}`)(at, matches ?? (() => true));
  const { place: _, promotion: __, ...options } = rule;
  const twin = { ...options, name: `${rule.name}_twin`, where: others, matches: code };
  const made = defineRule(twin as Parameters<typeof defineRule>[0]);
  twins.push(made);
  return [made];
}

/** The comparison as an author writes it; undefined for tests that are no comparison. */
function comparisonOf(path: string, wanted: Where[string]): string | undefined {
  const values = Array.isArray(wanted) ? wanted : [wanted];
  if (values.some((value) => typeof value === 'object' && value !== null)) return undefined;
  const field = `at(${['record', ...splitWherePath(path).map(quoted)].join(', ')})`;
  const constants = values.flatMap((value) =>
    value === null ? ['null', 'undefined'] : [quoted(value)],
  );
  return constants.length === 1
    ? `${field} === ${constants[0]}`
    : `[${constants.join(', ')}].includes(${field})`;
}

const quoted = (value: unknown): string =>
  typeof value === 'bigint' ? `${value}n` : JSON.stringify(value);

/** Both engines say the same of a record, and twins what their originals say. */
async function differencesOf(record: LogRecord, logType: string): Promise<readonly string[]> {
  const [indexed, plain] = await Promise.all(
    [engines.indexed, engines.plain].map(async (engine) => {
      const { matches, failures } = await engine.detect(record, logType);
      return [
        ...matches.map(({ rule }) => rule.name),
        ...failures.map(({ ruleName, reason }) => `${ruleName}: ${reason}`),
      ];
    }),
  );
  if (indexed === undefined || plain === undefined) return ['no answer'];
  const isSame = indexed.join() === plain.join();
  const originals = indexed.filter((name) => indexed.includes(`${name}_twin`));
  const ofTwins = indexed.filter((name) => name.endsWith('_twin'));
  if (isSame && originals.length === ofTwins.length) return [];
  return [`${logType}: with the index ${indexed.join(' ')}; without ${plain.join(' ')}`];
}

async function differencesIn(payloads: Iterable<string | Uint8Array>) {
  const differences: string[] = [];
  let records = 0;
  for (const payload of payloads) {
    const classified = starter.classifier.classify(payload);
    if (classified.outcome === 'unclassified') continue;
    for (const record of classified.records) {
      normalizer.normalize(record, classified.logType);
      records++;
      differences.push(...(await differencesOf(record, classified.logType.name)));
    }
  }
  return { records, differences };
}

test('twins have all comparisons of their originals in the index', () => {
  expect(twins.length).toBeGreaterThan(60);
  const module = moduleFacts(sourceOf(import.meta.filename) ?? '');
  const without = twins.filter((twin) => derivedConditions(twin, module).length === 0);
  expect(without.filter(({ matchers }) => matchers.length === 0)).toEqual([]);
});

describe('rules answer the same with and without the index that is read from their code', () => {
  test('on their own test events and the samples', async () => {
    const events = globSync(join(root, 'rules/**/*.events.json')).flatMap((file) =>
      eventsIn(file, starter.config.logTypes).map(({ payload }) => payload),
    );
    const { records, differences } = await differencesIn(events);

    expect(differences).toEqual([]);
    expect(records).toBeGreaterThan(150);
    const samples = await differencesInFolder(join(root, 'samples'));
    expect(samples.differences).toEqual([]);
    expect(samples.records).toBeGreaterThan(3_000);
  });

  test.skipIf(!isHere)(
    'on public logs',
    async () => {
      const { records, differences } = await differencesInFolder(data);

      console.log(
        `rules with and without the index: ${records} records, ${differences.length} differ`,
      );
      expect(differences).toEqual([]);
      expect(records).toBeGreaterThan(10_000);
    },
    240_000,
  );
});

async function differencesInFolder(folder: string) {
  const differences: string[] = [];
  let records = 0;
  const { files } = await findFiles([folder]);
  for (const { path } of files) {
    const delivery = path.slice(dirname(folder).length);
    for await (const item of readFile(path)) {
      if (item.kind !== 'batch') continue;
      const origin = { service: 'file', resource: 'scan', cluster: null, delivery };
      const payloads: (string | Uint8Array)[] = [];
      const batch = { ...item.batch, origin, receivedAt: 0 };
      forEachPayload(batch, (payload) => void payloads.push(payload));
      const found = await differencesIn(payloads);
      records += found.records;
      differences.push(...found.differences);
    }
  }
  return { records, differences };
}
