import { isAlertArchive } from '../../config/outputs.ts';
import type { Alert } from '../../domain/alert.ts';
import { outputs } from '../../outputs/index.ts';
import { localOutputPorts } from '../../runtimes/output-ports.ts';
import { deliverySecrets } from '../../runtimes/secrets.ts';
import {
  type DeliveryPorts,
  firstDelivery,
  senderTo,
} from '../../stages/alert-processor/attempt-delivery.ts';
import type { TestStages } from '../stages.ts';

/** What a live test takes from outside. */
export interface LiveSurroundings {
  /** Holds credentials of outputs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where outputs that write files put them. */
  readonly dataDir: string;
  /** For outputs that print. */
  print(line: string): void;
}

/** One alert and one of its outputs. */
export interface DeliveredAlert {
  readonly alertId: string;
  readonly ruleName: string;
  readonly output: string;
  /** Why it was not sent; undefined when it was. */
  readonly failure: string | undefined;
}

/** Sends an alert to all its outputs, one after the other; each is tried once. */
export async function* deliverAlert(
  alert: Alert,
  stages: TestStages,
  surroundings: LiveSurroundings,
): AsyncGenerator<DeliveredAlert> {
  const ports = deliveryPorts(stages, surroundings);
  for (const output of alert.outputs) {
    const { outcome } = await senderTo(output, ports).attempt(firstDelivery(alert, output));
    const failure = outcome.outcome === 'failed' ? outcome.reason : undefined;
    yield { alertId: alert.id, ruleName: alert.ruleName, output, failure };
  }
}

export function deliveryPorts(
  { config, content, services }: Pick<TestStages, 'config' | 'content' | 'services'>,
  { env, dataDir, print }: LiveSurroundings,
): DeliveryPorts {
  return {
    outputs,
    destinations: config.outputs,
    archives: config.outputs
      .filter(isAlertArchive)
      .map(({ service, descriptor }) => `${service}:${descriptor}`),
    publishers: content.publishers,
    lookups: services,
    secrets: deliverySecrets({ config, env }),
    outputPorts: localOutputPorts({ config, env, dataDir, print }),
  };
}
