import { createHash } from 'node:crypto';
import { reasonOf } from '../../domain/errors.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import type { Lookups } from '../../domain/lookups.ts';
import type { AnyPublisher } from '../../domain/publication.ts';
import type { DeliveryOutcome, Output, OutputPorts } from '../../outputs/output.ts';
import type { StoredAlert } from '../../ports/alert-store.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { Attempt } from './delivery-lane.ts';
import { publicationFor, publishedAlert } from './publish.ts';

/** What it takes to send an alert to an output by name. */
export interface DeliveryPorts {
  readonly outputs: readonly Output[];
  /** The destinations of `outputs.json`. */
  readonly destinations: readonly Destination[];
  /** Outputs (`service:descriptor`) that have an alert already when it is stored: nothing is sent to them. */
  readonly archives?: readonly string[];
  readonly publishers: readonly AnyPublisher[];
  /** The tables that publishers may ask; absent where there are none. */
  readonly lookups?: Lookups;
  readonly secrets: Secrets;
  readonly outputPorts: OutputPorts;
}

export interface Destination {
  readonly service: string;
  readonly descriptor: string;
  readonly resource: string | null;
}

/** How one output (`service:descriptor`) is tried. An attempt never rejects. */
export function attemptDelivery(
  name: string,
  ports: DeliveryPorts,
): (stored: StoredAlert) => Promise<Attempt> {
  if (ports.archives?.includes(name)) {
    return async () => ({ outcome: { outcome: 'delivered' }, wasSent: false });
  }
  const found = findDestination(name, ports);
  if (found.outcome === 'unknown') {
    return async () => ({ outcome: failed(found.reason, false), wasSent: false });
  }
  return async (stored) => {
    try {
      return await attempt(name, stored, found, ports);
    } catch (error) {
      return { outcome: failed(reasonOf(error), true), wasSent: false };
    }
  };
}

const failed = (reason: string, retryable: boolean): DeliveryOutcome => ({
  outcome: 'failed',
  reason,
  retryable,
});

type Found =
  | { readonly outcome: 'found'; readonly output: Output; readonly destination: Destination }
  | { readonly outcome: 'unknown'; readonly reason: string };

function findDestination(name: string, { outputs, destinations }: DeliveryPorts): Found {
  const [service = '', descriptor = '', ...rest] = name.split(':');
  if (service === '' || descriptor === '' || rest.length > 0) {
    return unknown(`"${name}" is no output; write it as service:descriptor`);
  }
  const output = outputs.find((known) => known.service === service);
  if (output === undefined) {
    const services = outputs.map((known) => known.service);
    return unknown(`there is no output service "${service}"${guess(service, services)}`);
  }
  const destination = destinations.find(
    (known) => known.service === service && known.descriptor === descriptor,
  );
  if (destination === undefined) {
    const names = destinations.map((known) => `${known.service}:${known.descriptor}`);
    return unknown(`outputs.json does not list "${name}"${guess(name, names)}`);
  }
  return { outcome: 'found', output, destination };
}

const unknown = (reason: string): Found => ({ outcome: 'unknown', reason });

function guess(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? '' : `; did you mean "${nearest}"?`;
}

async function attempt(
  name: string,
  { alert: stored }: StoredAlert,
  { output, destination }: Extract<Found, { outcome: 'found' }>,
  { publishers, lookups, secrets, outputPorts }: DeliveryPorts,
): Promise<Attempt> {
  const alert = publishedAlert(stored);
  const published = await publicationFor(alert, name, output, publishers, lookups);
  if (published.outcome === 'failed') {
    return { outcome: failed(published.reason, true), wasSent: false };
  }
  const { service, descriptor, resource } = destination;
  const credentials = await secrets.credentials(service, descriptor);
  const outcome = await output.deliver({
    alert,
    publication: published.publication,
    descriptor,
    resource,
    credentials,
    idempotencyKey: idempotencyKey(alert.id, name),
    ports: outputPorts,
  });
  const isAboutAlert = outcome.outcome === 'failed' && outcome.isAboutAlert === true;
  return { outcome, wasSent: !isAboutAlert };
}

/** The same for every attempt at one alert and output, also after a restart; safe in any header. */
const idempotencyKey = (alertId: string, output: string): string =>
  createHash('sha256')
    .update(JSON.stringify([alertId, output]))
    .digest('hex')
    .slice(0, 32);
