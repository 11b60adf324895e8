import { sharedData } from '../testing/shared-data.ts';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../src/config/load-config.ts';
import { isJsonObject } from '../src/domain/json.ts';
import { parsers } from '../src/parsers/index.ts';
import { compileClassifier } from '../src/stages/classifier/classifier.ts';
import {
  type Documented,
  type OriginalSchema,
  payloadsOf,
} from './starter-content/original-records.ts';
import { openStarter, type Starter } from './starter-content/starter.ts';

/** The original's schemas are not kept with the source. */
const { path: schemasDir, isHere } = sharedData('conformance', 'original', 'conf', 'schemas');

let starter: Starter;

beforeAll(async () => {
  starter = await openStarter();
});

function originalSchemas(): readonly OriginalSchema[] {
  return globSync(join(schemasDir, '*.json')).flatMap((file) => {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isJsonObject(content)) throw new Error(`${file} holds no schemas`);
    return Object.entries(content).map(([name, definition]) => {
      if (!isJsonObject(definition)) throw new Error(`${name} is no schema`);
      const { parser, schema, configuration } = definition;
      return {
        name,
        parser: String(parser),
        schema: isJsonObject(schema) ? schema : {},
        configuration: isJsonObject(configuration) ? configuration : {},
      };
    });
  });
}

/**
 * Where the original takes any text, ours asks for what the vendor documents for this kind of record: its schemas of
 * one vendor overlap, so that records of one kind are taken for another.
 */
function documentedFor(name: string): Documented {
  const [category, subtype = ''] = name.split(':');
  if (category !== 'carbonblack') return documented[name] ?? {};
  const type = subtype.replace(/feedsearch\.bin$/, 'feedsearch.binary');
  if (subtype === 'audit') return {};
  return { type, 'streamalert:envelope_keys': { type } };
}

const documented: Readonly<Record<string, Documented>> = {
  'box:admin_events': { type: 'event' },
  'cloudtrail:insight': { eventType: 'AwsCloudTrailInsight' },
  'ghe:general': { action: 'repo.create' },
  'gsuite:reports': { kind: 'admin#reports#activity' },
  'okta:logevents': { eventType: 'user.session.start' },
  'osquery:differential': { action: 'added' },
  'osquery:snapshot': { action: 'snapshot' },
  'packetbeat:dns': { type: 'dns' },
  'packetbeat:flow': { type: 'flow' },
  pan: { message: { type: 'TRAFFIC' } },
  'trendmicro:malwareevent': { EventType: 'AntiMalwareEvent' },
};

describe.skipIf(!isHere)("each of the original's log types", () => {
  test('accepts what the original accepts', () => {
    const wrong: object[] = [];
    const originals = originalSchemas();
    for (const original of originals) {
      const { name } = original;
      const logType = starter.config.logTypes.find((candidate) => candidate.name === name);
      const alone = compileClassifier(logType ? [logType] : [], {
        parsers,
        acceptBareRecords: false,
      });
      for (const { how, payload } of payloadsOf(original, documentedFor(name))) {
        const found = alone.classify(payload);
        if (found.outcome === 'unclassified') wrong.push({ name, how, detail: found.detail });
      }
    }

    const failed = new Set(wrong.map((each) => 'name' in each && each.name));
    console.log(
      `${originals.length - failed.size} of ${originals.length} log types accept what the original accepts`,
    );
    expect(wrong).toEqual([]);
    expect(originals.length).toBeGreaterThan(60);
  });

  test("is compared by payloads that the original's own schema accepts", async () => {
    const { config } = await loadConfig({
      dir: join(schemasDir, '..'),
      parsers,
      outputServices: [],
    });
    const wrong: object[] = [];
    for (const original of originalSchemas()) {
      const { name } = original;
      const logType = config?.logTypes.find((candidate) => candidate.name === name);
      // Its pattern is about a field that its records do not have, so that nothing fits the original's schema.
      if (name === 'pan') continue;
      const alone = compileClassifier(logType ? [logType] : [], {
        parsers,
        acceptBareRecords: false,
      });
      for (const { how, payload } of payloadsOf(original, documentedFor(name))) {
        const found = alone.classify(payload);
        if (found.outcome === 'unclassified') wrong.push({ name, how, detail: found.detail });
      }
    }

    expect(wrong).toEqual([]);
  });

  test('is chosen among all log types of the starter configuration', () => {
    const wrong: object[] = [];
    for (const original of originalSchemas()) {
      const { name } = original;
      for (const { how, payload } of payloadsOf(original, documentedFor(name))) {
        const found = starter.classifier.classify(payload);
        const actual = found.outcome === 'classified' ? found.logType.name : found.detail;
        if (actual !== name) wrong.push({ name, how, actual });
      }
    }

    expect(wrong).toEqual([]);
  });
});
