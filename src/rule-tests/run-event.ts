import type { EventOptions, JudgedEvent } from './event-options.ts';
import { judgeRules } from './judge-rules.ts';
import { prepareEvent } from './prepare-event.ts';
import type { EventResult } from './results.ts';
import type { TestStages } from './stages.ts';
import type { ReadEvent, TestEvent } from './test-event.ts';

/** Runs one event through classifier, rules and publishers, and judges what came of it. */
export async function runEvent(
  read: ReadEvent,
  stages: TestStages,
  options: EventOptions,
  /** Names the event in its alerts, so that no two events raise the same one. */
  name = 'test event',
): Promise<JudgedEvent> {
  const unjudged = unjudgedResult(read);
  if (read.outcome === 'refused') return withoutAlerts({ ...unjudged, error: read.message });
  const { event } = read;
  const { classifyOnly } = event;
  if (isSuppressed(event, stages, options)) {
    return withoutAlerts({ ...unjudged, outcome: 'suppressed' });
  }
  const found = prepareEvent(event, stages);
  if (found.outcome === 'refused') return withoutAlerts({ ...unjudged, error: found.message });

  const { classification, prepared } = found;
  if (options.cluster !== undefined && found.cluster !== options.cluster) {
    return withoutAlerts({ ...unjudged, outcome: 'suppressed' });
  }
  const warnings = [...read.warnings, ...found.warnings];
  const judged: EventResult = { ...unjudged, warnings, classification, classifyOnly };
  if (classifyOnly || options.until === 'classifier') {
    return withoutAlerts({ ...judged, outcome: classification.passed ? 'passed' : 'failed' });
  }
  if (!prepared) return withoutAlerts(judged);
  return judgeRules(judged, { ...prepared, name }, event, stages, options);
}

/** What is known of an event before it is run; it counts as failed until it has passed. */
export const unjudgedResult = ({
  number,
  line,
  description,
  warnings,
}: ReadEvent): EventResult => ({
  number,
  line,
  description,
  warnings,
  outcome: 'failed',
  error: undefined,
  classification: undefined,
  classifyOnly: false,
  rules: undefined,
  publishers: undefined,
  live: undefined,
});

const withoutAlerts = (result: EventResult): JudgedEvent => ({ result, alerts: [] });

function isSuppressed(event: TestEvent, stages: TestStages, { testRules }: EventOptions): boolean {
  if (testRules.length === 0) return false;
  return !event.expectedRules.some(
    (name) => testRules.includes(name) && stages.rules.get(name)?.disabled !== true,
  );
}
