import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.ts';

/** Lookup tables as they are to be found: table → key → value. */
export type FixtureTables = Readonly<Record<string, JsonObject>>;

/** A value that threat intelligence is to know. */
export interface FixtureIndicator {
  readonly value: string;
  /** Null where the fixture names none: any type will do. */
  readonly type: string | null;
  readonly subType: string | null;
}

/** What an event brings with it in place of lookup tables and threat intelligence. */
export interface EventFixtures {
  /** Whole tables: what is not in them is not there. */
  readonly lookupTables: FixtureTables;
  readonly threatIntel: readonly FixtureIndicator[];
}

export const noFixtures: EventFixtures = { lookupTables: {}, threatIntel: [] };

/** `test_fixtures` of an event that has been checked. */
export function fixturesOf(given: JsonValue | undefined): EventFixtures {
  if (!isJsonObject(given)) return noFixtures;
  return {
    lookupTables: tablesOf(given['lookup_tables']),
    threatIntel: indicatorsOf(given['threat_intel']),
  };
}

/** Tables of both; a table of the event takes the place of one that stands for all events. */
export const joinedFixtures = (ofAll: EventFixtures, own: EventFixtures): EventFixtures => ({
  lookupTables: Object.fromEntries([
    ...Object.entries(ofAll.lookupTables),
    ...Object.entries(own.lookupTables),
  ]),
  threatIntel: [...ofAll.threatIntel, ...own.threatIntel],
});

function tablesOf(given: JsonValue | undefined): FixtureTables {
  if (!isJsonObject(given)) return {};
  // Entries, so that a table named `__proto__` is a table.
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, table]) => (isJsonObject(table) ? [[name, table]] : [])),
  );
}

/** What has no value to be found under is left out; whoever reads a file or an event has told of it. */
export const indicatorsOf = (given: JsonValue | undefined): readonly FixtureIndicator[] =>
  (Array.isArray(given) ? given : []).flatMap((item) => {
    const value = isJsonObject(item) ? item['ioc_value'] : undefined;
    if (!isJsonObject(item) || typeof value !== 'string' || value === '') return [];
    const { ioc_type: type, sub_type: subType } = item;
    return [{ value, type: textOrNull(type), subType: textOrNull(subType) }];
  });

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
