import type { Alert } from '../domain/alert.ts';
import { defaultPublication } from '../domain/default-publication.ts';
import type { RuleServices } from '../domain/rule.ts';
import { outputs } from '../outputs/index.ts';
import { publicationFor, publishedAlert } from '../stages/alert-processor/publish.ts';
import { OutOfTime, outside } from '../stages/rules-engine/rule-clock.ts';
import { failedChecks } from './publisher-checks.ts';
import type { PublishersResult } from './results.ts';
import type { TestStages } from './stages.ts';
import type { TestEvent } from './test-event.ts';

/** Publishes every alert of an event as the alert processor would, and checks what would be sent. */
export async function publishAndCheck(
  { publisherTests }: Pick<TestEvent, 'publisherTests'>,
  alerts: readonly Alert[],
  { services, publishAll }: Publishing,
  stages: TestStages,
): Promise<PublishersResult | undefined> {
  const results: { readonly output: string; readonly reasons: readonly string[] }[] = [];
  for (const alert of alerts) {
    const tests = new Map<string, unknown>(Object.entries(publisherTests));
    // Without a test of its own an output has nothing to check but that its publishers come through.
    if (publishAll)
      for (const output of alert.outputs) if (!tests.has(output)) tests.set(output, []);
    for (const [output, checks] of tests) {
      results.push({ output, reasons: await check(alert, { output, checks, services }, stages) });
    }
  }
  if (results.length === 0) return undefined;
  return {
    passed: results.filter(({ reasons }) => reasons.length === 0).length,
    failures: results.flatMap(({ output, reasons }) =>
      reasons.map((reason) => ({ output, reason })),
    ),
  };
}

interface Publishing {
  readonly services: RuleServices;
  /** Also for outputs that no test is about. */
  readonly publishAll: boolean;
}

interface OutputTest {
  readonly output: string;
  readonly checks: unknown;
  readonly services: RuleServices;
}

async function check(
  alert: Alert,
  { output, checks, services }: OutputTest,
  { clock, content }: TestStages,
): Promise<readonly string[]> {
  if (!alert.outputs.includes(output)) {
    const list = alert.outputs.length > 0 ? alert.outputs.join(', ') : 'none';
    return [`the alert of ${alert.ruleName} does not go there; its outputs: ${list}`];
  }
  const service = output.slice(0, output.indexOf(':'));
  // Publishers can be tried for a service that no output is built in for yet.
  const sender = outputs.find((each) => each.service === service) ?? {
    service,
    defaultPublication,
  };
  const published = await Promise.race([
    clock.during(alert.ruleName, () =>
      publicationFor(publishedAlert(alert), output, sender, content.publishers, services),
    ),
    clock.patience(outside).outOfTime,
  ]);
  if (published instanceof OutOfTime)
    return [`a publisher does not come to an end: ${published.reason}`];
  return published.outcome === 'published'
    ? failedChecks(published.publication, checks)
    : [published.reason];
}
