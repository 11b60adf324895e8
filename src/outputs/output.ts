import { z } from 'zod';
import type { Alert } from '../domain/alert.ts';
import { reasonOf } from '../domain/errors.ts';
import type { Publication } from '../domain/publication.ts';
import type { HttpClient } from '../ports/http-client.ts';
import { secretsIn, withoutSecrets } from './without-secrets.ts';

/** What one output answered to one attempt. */
export type DeliveryOutcome =
  | { readonly outcome: 'delivered' }
  | {
      readonly outcome: 'failed';
      /** What the destination said, without any credential. */
      readonly reason: string;
      readonly retryable: boolean;
      /** When the destination asked us to wait that long. */
      readonly retryAfterSeconds?: number;
      /** The publication is unusable; nothing was learned about the destination. */
      readonly isAboutAlert?: true;
    };

/** The ports an output may use; each definition names the ones it does. */
export interface OutputPorts {
  readonly http: HttpClient;
  /** Appends one line to a file below the runtime's data directory, or at an absolute path. */
  readonly files: { appendLine(path: string, line: string): Promise<void> };
  readonly terminal: { print(line: string): void };
}

export interface DeliveryRequest<Credentials, Used extends keyof OutputPorts> {
  readonly alert: Alert;
  readonly publication: Publication;
  readonly descriptor: string;
  /** The resource that `outputs.json` names for this descriptor, where the service has one. */
  readonly resource: string | null;
  readonly credentials: Credentials;
  /** The same for each attempt at the same alert and output; for vendors that take an idempotency key. */
  readonly idempotencyKey: string;
  readonly ports: Pick<OutputPorts, Used>;
}

/** A place alerts are sent to. Validation, masking, prompts and the reference page derive from this value. */
export interface Output {
  readonly service: string;
  readonly summary: string;
  /** How `outputs.json` lists destinations: a list of descriptors, or descriptor → resource. */
  readonly shape: 'list' | 'map';
  /** What the resource is, for services with the shape `map`. */
  readonly resourceDescription?: string;
  readonly credentials: z.ZodObject;
  readonly uses: readonly (keyof OutputPorts)[];
  /** What is sent when a rule names no publisher. */
  defaultPublication(alert: Alert): Publication;
  deliver(request: DeliveryRequest<unknown, keyof OutputPorts>): Promise<DeliveryOutcome>;
}

/** A credential that is prompted for without echo, stored encrypted and never logged. */
export const secret = (description: string) =>
  z.string().min(1).describe(description).meta({ secret: true });

/** The address of an endpoint that takes the address itself for proof; its host may be told, the rest may not. */
export const secretUrl = (description: string) =>
  z
    .url({ protocol: /^https?$/ })
    .describe(description)
    .meta({ secret: true });

/**
 * Describes an output. Credentials that do not fit the definition, and anything thrown, are a failed delivery and
 * not an exception; no secret gets into the reason, whatever the destination echoes.
 */
export function defineOutput<Credentials extends z.ZodObject, Used extends keyof OutputPorts>(
  definition: Omit<Output, 'credentials' | 'uses' | 'deliver'> & {
    readonly credentials: Credentials;
    readonly uses: readonly Used[];
    deliver(request: DeliveryRequest<z.infer<Credentials>, Used>): Promise<DeliveryOutcome>;
  },
): Output {
  return {
    ...definition,
    async deliver(request) {
      const { data, error } = definition.credentials.safeParse(request.credentials ?? {});
      if (error) return unfitCredentials(error, request.credentials !== undefined);
      const outcome = await attempted(() => definition.deliver({ ...request, credentials: data }));
      if (outcome.outcome === 'delivered') return outcome;
      const secrets = secretsIn(definition.credentials, data);
      // In this order: cut or cleaned first, half a secret would not be found.
      return { ...outcome, reason: tidy(withoutSecrets(outcome.reason, secrets)) };
    },
  };
}

/** Enough to tell what an endpoint complains about. */
const reasonCharactersMax = 300;

/** The first line, without what would confuse a terminal. */
function tidy(reason: string): string {
  const [line = ''] = reason.split(/[\r\n]/, 1);
  const readable = line.replace(/[\p{C}\s]+/gu, ' ').trim();
  return readable.length > reasonCharactersMax
    ? `${readable.slice(0, reasonCharactersMax).toWellFormed()}…`
    : readable;
}

/** Not final: the alert waits for the operator to mend the credentials. */
function unfitCredentials(error: z.ZodError, areStored: boolean): DeliveryOutcome {
  const fields = [...new Set(error.issues.map(({ path }) => path.join('.')))].join(', ');
  const reason = areStored
    ? `the stored credentials do not fit: ${fields}`
    : `no credentials are stored; needed: ${fields}`;
  return { outcome: 'failed', reason, retryable: true };
}

async function attempted(deliver: () => Promise<DeliveryOutcome>): Promise<DeliveryOutcome> {
  try {
    return await deliver();
  } catch (error) {
    return { outcome: 'failed', reason: reasonOf(error), retryable: true };
  }
}
