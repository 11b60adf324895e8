import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { reasonOf } from '../domain/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import { type EventFixtures, indicatorsOf, noFixtures } from './event-fixtures.ts';

/** Where versions 2.1 to 3.0 kept fixtures for all events, below a project's root. */
export const globalFixturesFolder = join('tests', 'integration', 'fixtures');

export interface GlobalFixtures {
  readonly fixtures: EventFixtures;
  /** Files that say nothing, each with the reason. A fixture that is not read would change what rules answer. */
  readonly problems: readonly string[];
}

/** Fixtures that hold for every event: `lookup_tables/<table>.json` and `threat_intel/*.json`. */
export function readGlobalFixtures(folder: string): GlobalFixtures {
  const tables = filesIn(join(folder, 'lookup_tables')).map((file) => readTable(file));
  const lists = filesIn(join(folder, 'threat_intel')).map((file) => readIndicators(file));
  const problems = [...tables, ...lists].flatMap(({ problem }) => problem ?? []);
  return {
    fixtures: {
      lookupTables: Object.fromEntries(tables.flatMap(({ entry }) => (entry ? [entry] : []))),
      threatIntel: lists.flatMap(({ indicators }) => indicators),
    },
    problems,
  };
}

export const noGlobalFixtures: GlobalFixtures = { fixtures: noFixtures, problems: [] };

function filesIn(folder: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}

function readTable(file: string): {
  readonly entry?: readonly [string, JsonObject];
  readonly problem?: string;
} {
  const { content, problem } = readJson(file);
  if (problem !== undefined) return { problem };
  if (!isJsonObject(content)) return { problem: `${file}: a table is an object of key → value` };
  return { entry: [basename(file, '.json'), content] };
}

function readIndicators(file: string) {
  const { content, problem } = readJson(file);
  const indicators = indicatorsOf(content);
  if (problem !== undefined) return { indicators, problem };
  if (!Array.isArray(content) || indicators.length < content.length) {
    const expected = 'a list of objects, each with the text "ioc_value"';
    return { indicators, problem: `${file}: expected ${expected}` };
  }
  return { indicators };
}

function readJson(file: string): { readonly content?: JsonValue; readonly problem?: string } {
  try {
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    const content: JsonValue = JSON.parse(text);
    return { content };
  } catch (error) {
    return { problem: `${file}: cannot be read as JSON: ${reasonOf(error)}` };
  }
}
