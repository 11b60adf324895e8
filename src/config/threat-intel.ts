import { z } from 'zod';
import ipaddr from 'ipaddr.js';
import { check } from './check.ts';
import type { ThreatIntel } from './config.ts';
import {
  type Cursor,
  child,
  entriesOf,
  itemsOf,
  keyProblem,
  problem,
  textOf,
  textsOf,
} from './cursor.ts';
import { anything, details, flag, listOf, mapOf, section, text } from './definition.ts';
import { feedDefinition, readFeeds } from './threat-feeds.ts';

const usualTable = '<prefix>_streamalert_threat_intel_downloader';

/** `threat_intel.json` (configuration.md 8). */
export const threatIntelDefinition = section(
  {
    enabled: flag('Ask threat intelligence; a cluster must also opt in').default(false),
    dynamodb_table_name: text('The table of indicators').default(usualTable),
    normalized_ioc_types: mapOf(
      listOf(text('A normalised type', { level: 'load' }), 'Normalised types'),
      'Type of indicator → normalised types that are looked up',
    ).register(details, { level: 'load', needed: 'elsewhere' }),
    excluded_iocs: mapOf(
      z
        .union([
          listOf(text('A value', { level: 'load' }), 'Values'),
          mapOf(anything('A remark'), 'Value → remark'),
        ])
        .describe('Values, or a map from value to a remark'),
      'Type of indicator → values that are never looked up',
    ).default({}),
    feeds: mapOf(
      feedDefinition,
      'Name → a feed that is fetched on this machine while StreamAlert runs',
    ).default({}),
  },
  'Threat intelligence',
);

export interface PlacedThreatIntel {
  readonly threatIntel: ThreatIntel;
  readonly cursor: Cursor;
}

export const noThreatIntel: ThreatIntel = {
  enabled: false,
  dynamodbTableName: '',
  normalizedIocTypes: {},
  excludedIocs: {},
  feeds: [],
};

/** The stock file has this where the name of a table belongs; it counts as absent. */
const stockTable = 'table_name';

export function readThreatIntel(cursor: Cursor, prefix = ''): PlacedThreatIntel {
  const checked = check(cursor, threatIntelDefinition);
  const enabled = checked?.enabled ?? false;
  const table = checked?.dynamodb_table_name;
  const isNamed = table !== undefined && table !== '' && table !== stockTable;
  const types = child(cursor, 'normalized_ioc_types');
  if (types === undefined && cursor.node.kind === 'map') {
    const level = enabled ? 'load' : 'warning';
    keyProblem(cursor, level, '"normalized_ioc_types" is missing; it says what is looked up');
  }
  checkOwners(types);
  const excluded = child(cursor, 'excluded_iocs');
  return {
    cursor,
    threatIntel: {
      enabled,
      dynamodbTableName: isNamed ? table : usualTable.replace('<prefix>', prefix),
      normalizedIocTypes: Object.fromEntries(
        entriesOf(types).map(([type, list]) => [type, textsOf(list)]),
      ),
      excludedIocs: Object.fromEntries(
        entriesOf(excluded).map(([type, values]) => [type, readExcluded(type, values)]),
      ),
      feeds: readFeeds(child(cursor, 'feeds'), checked?.feeds ?? {}),
    },
  };
}

/** A normalised type that two types of indicators claim belongs to the last. */
function checkOwners(types: Cursor | undefined): void {
  const owners = new Map<string, string>();
  for (const [type, list] of entriesOf(types)) {
    for (const item of itemsOf(list)) {
      const name = textOf(item);
      if (name === undefined) continue;
      const earlier = owners.get(name);
      if (earlier !== undefined && earlier !== type) {
        problem(item, 'warning', `"${name}" is listed under "${earlier}" too; this one counts`);
      }
      owners.set(name, type);
    }
  }
}

function readExcluded(type: string, values: Cursor): readonly string[] {
  const places =
    values.node.kind === 'list'
      ? itemsOf(values).map((item) => [textOf(item) ?? '', item] as const)
      : entriesOf(values);
  if (type === 'ip') {
    for (const [value, place] of places) {
      if (!isNetwork(value))
        keyProblem(
          place,
          'load',
          `${JSON.stringify(value)} is no network; write CIDR such as 10.0.0.0/8`,
        );
    }
  }
  return places.map(([value]) => value);
}

const isNetwork = (value: string): boolean =>
  ipaddr.isValidCIDR(value) || (ipaddr.isValid(value) && /[.:]/.test(value));
