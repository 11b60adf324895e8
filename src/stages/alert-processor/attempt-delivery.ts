import { createHash } from 'node:crypto';
import type { Alert } from '../../domain/alert.ts';
import { reasonOf } from '../../domain/errors.ts';
import type { Lookups } from '../../domain/lookups.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import type { AnyPublisher } from '../../domain/publication.ts';
import type {
  DeliveryOutcome,
  DeliveryRequest,
  Failure,
  Output,
  OutputPorts,
} from '../../outputs/output.ts';
import type { DeliveryAction, DueDelivery } from '../../ports/alert-store.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { publicationFor, publishedAlert } from './publish.ts';
import type { RateLimit } from './rate-limit.ts';

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

/** What an attempt came to, and whether it says anything about the output or only about this alert. */
export interface Attempt {
  readonly outcome: DeliveryOutcome;
  readonly isAboutOutput: boolean;
}

/** How one output (`service:descriptor`) is reached. */
export interface Sender {
  readonly rateLimit: RateLimit | undefined;
  /** Never rejects. */
  attempt(delivery: DueDelivery): Promise<Attempt>;
}

export function senderTo(name: string, ports: DeliveryPorts): Sender {
  const always = (made: Attempt): Sender => ({
    rateLimit: undefined,
    attempt: async () => made,
  });
  if (ports.archives?.includes(name)) {
    return always({ outcome: { outcome: 'delivered' }, isAboutOutput: false });
  }
  const found = findDestination(name, ports);
  if (found.outcome === 'unknown') {
    return always({ outcome: failed(found.reason, false), isAboutOutput: false });
  }
  return {
    rateLimit: found.output.rateLimit,
    async attempt(delivery) {
      try {
        return await inTime(attempt(name, delivery, found, ports));
      } catch (error) {
        // Such as secrets that cannot be read: that is the same for every alert.
        return { outcome: failed(reasonOf(error), true), isAboutOutput: true };
      }
    },
  };
}

/** Outputs have limits of their own, far below; one that forgets them must not keep its place for good. */
const attemptSecondsMax = 300;

async function inTime(work: Promise<Attempt>): Promise<Attempt> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Attempt>((resolve) => {
    const outcome = failed(`came to no end in ${attemptSecondsMax} s`, true);
    timer = setTimeout(() => resolve({ outcome, isAboutOutput: true }), attemptSecondsMax * 1000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The first attempt at an alert that is in no store. */
export const firstDelivery = (alert: Alert, output: string): DueDelivery => ({
  alert,
  status: {
    output,
    action: 'deliver',
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: 0,
    lastError: null,
    waitingSince: alert.createdAt,
    revision: 0,
    reference: null,
  },
  sentAs: null,
  lifecycle: null,
});

const failed = (reason: string, retryable: boolean): Failure => ({
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
  delivery: DueDelivery,
  { output, destination }: Extract<Found, { outcome: 'found' }>,
  { publishers, lookups, secrets, outputPorts }: DeliveryPorts,
): Promise<Attempt> {
  const work = workOf(name, delivery, output);
  if (work.outcome === 'impossible') {
    return { outcome: failed(work.reason, false), isAboutOutput: false };
  }
  const alert = publishedAlert(delivery.alert);
  const published = await publicationFor(alert, name, output, publishers, lookups);
  if (published.outcome === 'failed') {
    return { outcome: failed(published.reason, true), isAboutOutput: false };
  }
  const { service, descriptor, resource } = destination;
  const credentials = await secrets.credentials(service, descriptor);
  const outcome = await work.send({
    alert,
    publication: published.publication,
    descriptor,
    resource,
    credentials,
    idempotencyKey: idempotencyKey(work.key),
    ports: outputPorts,
  });
  if (isRefusal(outcome)) {
    // Perhaps the credentials were changed a moment ago.
    secrets.refused?.(service, descriptor);
  }
  return { outcome, isAboutOutput: isAboutOutput(delivery.status.action, outcome) };
}

const isRefusal = (outcome: DeliveryOutcome): boolean =>
  outcome.outcome === 'failed' && !outcome.retryable && outcome.isAboutAlert !== true;

/** A ticket that somebody has deleted cannot be resolved, and the next one can be made all the same. */
const isAboutOutput = (action: DeliveryAction, outcome: DeliveryOutcome): boolean =>
  outcome.outcome === 'delivered' ||
  (outcome.isAboutAlert !== true && (action === 'deliver' || outcome.retryable));

type Request = DeliveryRequest<unknown, keyof OutputPorts>;

type Work =
  | {
      readonly outcome: 'possible';
      /** What makes this work another one than the others of the alert. */
      readonly key: readonly (string | number)[];
      send(request: Request): Promise<DeliveryOutcome>;
    }
  | { readonly outcome: 'impossible'; readonly reason: string };

/** Which of the things that the output can do is asked for. */
function workOf(
  name: string,
  { alert, status, sentAs, lifecycle }: DueDelivery,
  output: Output,
): Work {
  const { action, revision } = status;
  if (action === 'deliver') {
    const { update } = output;
    if (sentAs === null || update === undefined) {
      return possible([alert.id, name], (request) => output.deliver(request));
    }
    const key = [alert.id, name, 'update', revision];
    return possible(key, async (request) => {
      const outcome = await update({ ...request, reference: sentAs });
      if (!isRefusal(outcome)) return outcome;
      // The message that should be changed is gone: what has to be told is told anew.
      return output.deliver({ ...request, idempotencyKey: idempotencyKey([alert.id, name]) });
    });
  }
  const settle = output[action];
  if (settle === undefined) {
    return impossible(`${output.service} cannot ${action} an alert`);
  }
  if (sentAs === null || lifecycle === null) {
    const why = sentAs === null ? `${name} has given no name for the alert` : 'nobody has done so';
    return impossible(`there is nothing to ${action}: ${why}`);
  }
  const { by, note } = lifecycle;
  // Settled anew, it is told anew.
  const again = revision === 0 ? [] : [revision];
  return possible([alert.id, name, action, ...again], (request) =>
    settle({ ...request, reference: sentAs, by, note }),
  );
}

const possible = (
  key: readonly (string | number)[],
  send: (request: Request) => Promise<DeliveryOutcome>,
): Work => ({ outcome: 'possible', key, send });

const impossible = (reason: string): Work => ({ outcome: 'impossible', reason });

/** The same for every attempt at one work, also after a restart; safe in any header. */
const idempotencyKey = (key: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 32);
