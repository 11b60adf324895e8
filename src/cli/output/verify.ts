import { randomUUID } from 'node:crypto';
import type { OutputDestination } from '../../config/config.ts';
import type { Alert } from '../../domain/alert.ts';
import { isStreamAlertError, reasonOf } from '../../domain/errors.ts';
import { outputs } from '../../outputs/index.ts';
import type { DeliveryOutcome, OutputPorts } from '../../outputs/output.ts';
import type { Secrets } from '../../ports/secrets.ts';

/** What one destination answered to a test alert. */
export interface Verified {
  readonly output: string;
  readonly outcome: DeliveryOutcome;
  readonly milliseconds: number;
  /** What to do about it, where that is known. */
  readonly hint?: string;
}

/** Sends a test alert as a rule's alert would be sent. Never rejects. */
export async function verifyDestination(
  { service, descriptor, resource }: OutputDestination,
  { secrets, ports }: { readonly secrets: Secrets; readonly ports: OutputPorts },
  now: number,
): Promise<Verified> {
  const name = `${service}:${descriptor}`;
  const begin = performance.now();
  const verified = (outcome: DeliveryOutcome): Verified => ({
    output: name,
    outcome,
    milliseconds: Math.round(performance.now() - begin),
  });
  const output = outputs.find((each) => each.service === service);
  if (output === undefined) {
    const reason = `there is no output service "${service}"`;
    return verified({ outcome: 'failed', reason, retryable: false });
  }
  try {
    const alert = testAlert(name, now);
    return verified(
      await output.deliver({
        alert,
        publication: output.defaultPublication(alert),
        descriptor,
        resource,
        credentials: await secrets.credentials(service, descriptor),
        idempotencyKey: alert.id.replaceAll('-', ''),
        ports,
      }),
    );
  } catch (error) {
    const reason = reasonOf(error).replace(/^StreamAlertError: /, '');
    const failed = verified({ outcome: 'failed', reason, retryable: true });
    const hint = isStreamAlertError(error) ? error.hint : undefined;
    return hint === undefined ? failed : { ...failed, hint };
  }
}

const words =
  'This is a test of StreamAlert. Nothing happened, and there is nothing to do; it can be closed.';

/** Nobody takes it for a real one, whatever part of it an output shows. */
export const testAlert = (output: string, now: number): Alert => ({
  id: randomUUID(),
  ruleName: 'streamalert_test_alert',
  description: words,
  severity: 'info',
  title: `TEST: StreamAlert reaches ${output}`,
  attack: [],
  references: [],
  runbook: null,
  tags: ['test'],
  logType: 'streamalert:test',
  parser: 'json',
  origin: { service: 'streamalert', resource: 'output-verify', cluster: null, delivery: 'test' },
  position: '1',
  record: { test: true, message: words, output },
  context: {},
  outputs: [output],
  publishers: {},
  mergeBy: null,
  dedup: null,
  staged: false,
  createdAt: now,
  eventTime: now,
});
