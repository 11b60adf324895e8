import type { Alert } from '../domain/alert.ts';
import type { LogType } from '../domain/log-type.ts';
import type { LogRecord } from '../domain/record.ts';
import { outputs } from '../outputs/index.ts';
import { publicationFor, publishedAlert } from '../stages/alert-processor/publish.ts';
import { buildAlert } from '../stages/rules-engine/build-alert.ts';
import type { Detection, Match } from '../stages/rules-engine/rules-engine.ts';
import { failedChecks } from './publisher-checks.ts';
import type { PublishersResult } from './results.ts';
import type { TestStages } from './stages.ts';
import type { TestEvent } from './test-event.ts';

/** Publishes every alert of an event as the alert processor would, and checks what would be sent. */
export function publishAndCheck(
  { publisherTests }: TestEvent,
  detections: readonly Detection[],
  { logType, records }: { logType: LogType; records: readonly LogRecord[] },
  stages: TestStages,
): PublishersResult | undefined {
  const tests = Object.entries(publisherTests);
  if (tests.length === 0) return undefined;

  const alerts = detections.flatMap(({ matches }, index) => {
    const record = records[index];
    return record ? matches.map((match) => alertOf(match, record, logType, stages)) : [];
  });
  const results = alerts.flatMap((alert) =>
    tests.map(([output, checks]) => ({ output, reasons: check(alert, output, checks, stages) })),
  );
  if (results.length === 0) return undefined;
  return {
    passed: results.filter(({ reasons }) => reasons.length === 0).length,
    failures: results.flatMap(({ output, reasons }) =>
      reasons.map((reason) => ({ output, reason })),
    ),
  };
}

function alertOf(match: Match, record: LogRecord, logType: LogType, stages: TestStages): Alert {
  const now = stages.services.now();
  const { alert } = buildAlert(match, {
    record,
    logType: logType.name,
    parser: logType.parser,
    origin: { service: 'file', resource: 'test', cluster: null, delivery: 'test event' },
    position: '1',
    createdAt: now,
    eventTime: now,
    requiredOutputs: [],
    stagedRules: new Set(),
    services: stages.services,
  });
  return alert;
}

function check(
  alert: Alert,
  output: string,
  checks: unknown,
  stages: TestStages,
): readonly string[] {
  if (!alert.outputs.includes(output)) {
    const list = alert.outputs.length > 0 ? alert.outputs.join(', ') : 'none';
    return [`the alert of ${alert.ruleName} does not go there; its outputs: ${list}`];
  }
  const service = output.slice(0, output.indexOf(':'));
  const sender = outputs.find((each) => each.service === service);
  if (sender === undefined) return [`no output "${service}" is built in`];
  const published = publicationFor(
    publishedAlert(alert),
    output,
    sender,
    stages.content.publishers,
  );
  return published.outcome === 'published'
    ? failedChecks(published.publication, checks)
    : [published.reason];
}
