import type { Config } from '../config/config.ts';
import type { JsonValue } from '../domain/json.ts';
import { lookupsOf } from '../domain/lookups.ts';
import type { RuleServices } from '../domain/rule.ts';
import type { EventFixtures } from './event-fixtures.ts';
import { showValue } from './show-value.ts';

/** What rules are lent for one event: its tables and no others. */
export const servicesOf = (
  { now, random }: Pick<RuleServices, 'now' | 'random'>,
  { lookupTables }: EventFixtures,
): RuleServices => ({ now, random, ...lookupsOf(lookupTables) });

/** Services that remember what was looked up, for an explanation. */
export interface RecordedServices {
  readonly services: RuleServices;
  /** Each question once, with its answer, in order: `blocked: "ana" → true`. */
  lookups(): readonly string[];
}

export function recordedServices(services: RuleServices): RecordedServices {
  const asked = new Map<string, string>();
  const note = (table: string, key: string, answer: JsonValue): JsonValue => {
    asked.set(`${table}: ${showValue(key)}`, showValue(answer));
    return answer;
  };
  return {
    services: {
      ...services,
      lookup: (table, key, otherwise) => note(table, key, services.lookup(table, key, otherwise)),
      lookupAsync: async (table, key, otherwise) =>
        note(table, key, await services.lookupAsync(table, key, otherwise)),
    },
    lookups: () => [...asked].map(([question, answer]) => `${question} → ${answer}`),
  };
}

/** Why fixtures of threat intelligence change nothing for a cluster; undefined when they count. */
export function unusedIntelligence(
  { threatIntel, clusters }: Config,
  clusterName: string | undefined,
): string | undefined {
  if (!threatIntel.enabled) return 'threat intelligence is not enabled (conf/threat_intel.json)';
  const types = Object.values(threatIntel.normalizedIocTypes);
  if (!types.some((names) => names.length > 0)) {
    return 'conf/threat_intel.json names no normalised types under "normalized_ioc_types"';
  }
  const concerned = clusters.filter(
    ({ name }) => clusterName === undefined || name === clusterName,
  );
  if (concerned.some(({ enableThreatIntel }) => enableThreatIntel)) return undefined;
  return clusterName === undefined
    ? 'no cluster has "enable_threat_intel"'
    : `the cluster "${clusterName}" does not have "enable_threat_intel"`;
}
