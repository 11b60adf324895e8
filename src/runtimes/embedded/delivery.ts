import type { Config } from '../../config/config.ts';
import { usualDelivery } from '../../config/lambda/alert-processor.ts';
import { isAlertArchive } from '../../config/outputs.ts';
import type { Lookups } from '../../domain/lookups.ts';
import type { AnyPublisher } from '../../domain/publication.ts';
import { outputs } from '../../outputs/index.ts';
import type { OutputPorts } from '../../outputs/output.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { openAlertProcessor } from '../../stages/alert-processor/alert-processor.ts';
import { failingOutputs } from './failing-outputs.ts';
import type { Pipeline } from './pipeline.ts';

export interface DeliverySurroundings {
  readonly config: Config;
  readonly alertStore: AlertStore;
  readonly clock: Clock;
  readonly publishers: readonly AnyPublisher[];
  readonly lookups: Lookups;
  readonly secrets: Secrets;
  readonly outputPorts: OutputPorts;
}

/** The parts of the pipeline that come behind the alert store. */
export function openDelivery(
  surroundings: DeliverySurroundings,
): Pick<Pipeline, 'alertStore' | 'clock' | 'canUpdate' | 'processor' | 'failingOutputs'> {
  const { config, alertStore, clock, publishers, lookups, secrets, outputPorts } = surroundings;
  const settings = config.functions.alertProcessor ?? usualDelivery;
  const destinations = config.outputs;
  // The store of alerts is the archive of this machine.
  const archives = destinations
    .filter(isAlertArchive)
    .map(({ service, descriptor }) => `${service}:${descriptor}`);
  const processor = openAlertProcessor({
    alertStore,
    clock,
    outputs,
    destinations,
    archives,
    publishers,
    lookups,
    secrets,
    outputPorts,
    retry: settings,
  });
  return {
    alertStore,
    clock,
    canUpdate: canDo('update'),
    processor,
    failingOutputs: failingOutputs({
      alertStore,
      clock,
      destinations,
      archives,
      canResolve: canDo('resolve'),
      settings,
    }),
  };
}

const canDo =
  (ability: 'update' | 'resolve') =>
  (output: string): boolean => {
    const service = output.slice(0, output.indexOf(':'));
    return outputs.some((known) => known.service === service && known[ability] !== undefined);
  };
