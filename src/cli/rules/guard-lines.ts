import type { Flood } from '../../domain/flood.ts';
import type { SuspendedRule } from '../../ports/state-store.ts';

const counted = (value: number): string => value.toLocaleString('en-US');

const instant = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

/** Rules that are not asked, and what to do. */
export const suspensionLines = (suspended: readonly SuspendedRule[]): readonly string[] =>
  suspended.flatMap(({ ruleName, since, reason }) => [
    `  rule ${ruleName} is suspended since ${instant(since)} and finds nothing: ${reason}`,
    '      mend it and start StreamAlert again; until then the other rules go on',
  ]);

/** What was too much to be sent. */
export const floodLines = (floods: readonly Flood[]): readonly string[] =>
  floods.map(
    ({ ruleName, service, resource, hour, alerts, limit, kept, counted: only }) =>
      `  rule ${ruleName} raised ${counted(alerts)} alerts from ${service}:${resource} in hour ${hour}: sent ${counted(alerts - kept - only)} (limit ${counted(limit)}) + held back ${counted(kept)} + only counted ${counted(only)}`,
  );
