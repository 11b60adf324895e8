import { systemClock } from '../../../adapters/local/clock.ts';
import type { Lookups } from '../../../domain/lookups.ts';
import type { RuleServices } from '../../../domain/rule.ts';
import type { LookupTables } from '../../../ports/lookup-tables.ts';
import { lookupsIn } from '../../../stages/lookup-tables/lookups-in.ts';
import type { ServicesFor } from './detect-batch.ts';
import type { EventTimes } from './event-times.ts';
import type { DetectionSetup } from './setup.ts';

/** What rules are lent in a live run. */
export const ruleServices = (lookups: Lookups): RuleServices => ({
  now: systemClock.now,
  random: (probability) => Math.random() < probability,
  lookup: lookups.lookup,
  lookupAsync: lookups.lookupAsync,
});

/**
 * What rules are lent for a record. In a replay their clock stands at its arrival, and tables answer as of the time
 * of its event, which is only looked for when one is asked.
 */
export function lentServices(
  live: RuleServices,
  tables: LookupTables,
  { time }: Pick<DetectionSetup, 'time'>,
  eventTimes: Pick<EventTimes, 'of'>,
): ServicesFor {
  if (time === 'now') return () => live;
  return (record, logType, receivedAt) => ({
    ...live,
    now: () => receivedAt,
    ...lookupsIn(tables, () => eventTimes.of(record, logType, receivedAt)),
  });
}
