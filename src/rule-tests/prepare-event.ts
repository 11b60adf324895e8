import type { LogType } from '../domain/log-type.ts';
import type { LogRecord } from '../domain/record.ts';
import type { RuleServices } from '../domain/rule.ts';
import { type Classified, classifyEvent } from './classify-event.ts';
import { type EventFixtures, joinedFixtures } from './event-fixtures.ts';
import { servicesOf, unusedIntelligence } from './event-services.ts';
import { logTypesOf } from './event-source.ts';
import { fixtureMarker } from './fixture-indicators.ts';
import type { ClassificationResult } from './results.ts';
import type { TestStages } from './stages.ts';
import type { TestEvent } from './test-event.ts';
import { arrive } from './wrap-payload.ts';

/** Records as rules get them, with what rules are lent beside them. */
export interface PreparedRecords {
  readonly logType: LogType;
  readonly records: readonly LogRecord[];
  readonly services: RuleServices;
  readonly cluster: string | undefined;
  /** Names the delivery that alerts say they come from. */
  readonly name: string;
}

/** What became of an event before rules are asked. */
export type PreparedEvent =
  | { readonly outcome: 'refused'; readonly message: string }
  | {
      readonly outcome: 'classified';
      readonly classification: ClassificationResult;
      /** Undefined when nothing fits. */
      readonly prepared: PreparedRecords | undefined;
      /** Undefined where the event names no source. */
      readonly cluster: string | undefined;
      readonly warnings: readonly string[];
    };

/** Takes an event through its source, the classifier, the normaliser and threat intelligence. */
export function prepareEvent(event: TestEvent, stages: TestStages): PreparedEvent {
  const source = logTypesOf(event.source, stages.config);
  if (source.outcome === 'unknown') return { outcome: 'refused', message: source.message };
  const arrived = arrive(event);
  if (arrived.outcome === 'refused') return arrived;

  const { logTypes, cluster } = source;
  const { classification, classified } = classifyEvent(event, arrived.payloads, logTypes, stages);
  const { threatIntel } = event.fixtures;
  const unused = threatIntel.length > 0 ? unusedIntelligence(stages.config, cluster) : undefined;
  return {
    outcome: 'classified',
    classification,
    prepared: classified && prepareRecords(classified, event.fixtures, cluster, stages),
    cluster,
    warnings: unused === undefined ? [] : [`its threat_intel fixtures change nothing: ${unused}`],
  };
}

/** Normalises records and marks what threat intelligence knows of them. */
export function prepareRecords(
  { logType, records }: Classified,
  own: EventFixtures,
  cluster: string | undefined,
  { config, normalizer, globalFixtures, services }: TestStages,
): PreparedRecords {
  const fixtures = joinedFixtures(globalFixtures.fixtures, own);
  const isMarked =
    fixtures.threatIntel.length > 0 && unusedIntelligence(config, cluster) === undefined;
  const mark = isMarked ? fixtureMarker(fixtures.threatIntel, config.threatIntel) : undefined;
  for (const record of records) {
    normalizer.normalize(record, logType);
    mark?.(record, null);
  }
  const name = 'test event';
  return { logType, records, services: servicesOf(services, fixtures), cluster, name };
}
