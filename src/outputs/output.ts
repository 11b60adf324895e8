import { z } from 'zod';
import type { Alert } from '../domain/alert.ts';
import { reasonOf } from '../domain/errors.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Publication } from '../domain/publication.ts';
import type { AwsSender } from '../ports/aws-sender.ts';
import type { HttpClient } from '../ports/http-client.ts';
import type { MailSender } from '../ports/mail-sender.ts';
import type { SyslogSender } from '../ports/syslog-sender.ts';
import { beginningOf } from '../domain/shrink.ts';
import { oneLine } from './one-line.ts';
import { secretsIn, secretsInIds, withoutSecrets } from './without-secrets.ts';

/** What one output answered to one attempt. */
export type DeliveryOutcome =
  | {
      readonly outcome: 'delivered';
      /** What the destination calls it (a ticket's key, an incident's id), for updates that follow. No credential. */
      readonly reference?: JsonObject;
    }
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

export type Failure = Extract<DeliveryOutcome, { outcome: 'failed' }>;

/** The ports an output may use; each definition names the ones it does. */
export interface OutputPorts {
  readonly http: HttpClient;
  /** Appends one line to a file below the runtime's data directory, or at an absolute path. */
  readonly files: { appendLine(path: string, line: string): Promise<void> };
  readonly terminal: { print(line: string): void };
  readonly aws: AwsSender;
  readonly mail: MailSender;
  readonly syslog: SyslogSender;
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

/** An alert that the destination has already, under what `deliver` gave back for it. */
export interface UpdateRequest<Credentials, Used extends keyof OutputPorts>
  extends DeliveryRequest<Credentials, Used> {
  readonly reference: JsonObject;
}

/** Somebody took an alert on, or settled it. */
export interface LifecycleRequest<Credentials, Used extends keyof OutputPorts>
  extends UpdateRequest<Credentials, Used> {
  readonly by: string;
  /** What they wrote about it. */
  readonly note: string | null;
}

/** What an output can do; what is absent it cannot. */
interface Deliveries<Credentials, Used extends keyof OutputPorts> {
  /** Sends an alert that the destination does not have. */
  deliver(request: DeliveryRequest<Credentials, Used>): Promise<DeliveryOutcome>;
  /**
   * Tells what has been merged into an alert that was sent before, in place: the message is changed, the ticket gets
   * a comment. `alert` is the merged alert as it is now, and `idempotencyKey` differs with its content. Outputs
   * without it get one summary when the merge window ends.
   */
  update?(request: UpdateRequest<Credentials, Used>): Promise<DeliveryOutcome>;
  acknowledge?(request: LifecycleRequest<Credentials, Used>): Promise<DeliveryOutcome>;
  resolve?(request: LifecycleRequest<Credentials, Used>): Promise<DeliveryOutcome>;
}

/** A place alerts are sent to. Validation, masking, prompts and the reference page derive from this value. */
export interface Output extends Deliveries<unknown, keyof OutputPorts> {
  readonly service: string;
  readonly summary: string;
  /** Interface and version, such as `Events API v2`. */
  readonly protocol: string;
  /** Where the vendor documents it; null for what is our own. */
  readonly documentation: string | null;
  /** By what a repeated delivery is known, such as `dedup_key`; null where the destination has nothing of the kind. */
  readonly repetition: string | null;
  /** What is shortened, and from what size on; null where there is no limit. */
  readonly limits: string | null;
  /** What publishers may set as `@<service>.<field>`, with the types that are taken. */
  readonly fields: z.ZodObject;
  /** What the destination takes; more waits here instead of being refused there. */
  readonly rateLimit?: { readonly calls: number; readonly seconds: number };
  /** How `outputs.json` lists destinations: a list of descriptors, or descriptor → resource. */
  readonly shape: 'list' | 'map';
  /** What the resource is, for services with the shape `map`. */
  readonly resourceDescription?: string;
  readonly credentials: z.ZodObject;
  readonly uses: readonly (keyof OutputPorts)[];
  /** What is sent when a rule names no publisher. */
  defaultPublication(alert: Alert): Publication;
}

/** A credential that is prompted for without echo, stored encrypted and never logged. */
export const secret = (description: string) =>
  z.string().min(1).describe(description).meta({ secret: true });

/** A secret as vendors give them out: what is pasted with a blank, a line end or a colon was pasted wrongly. */
export const token = (description: string) =>
  z
    .string()
    .regex(/^[^\s:]+$/, 'must be without blanks and colons')
    .describe(description)
    .meta({ secret: true });

/** The address of a service; no proof by itself, so it is shown. */
export const address = (description: string) =>
  z.url({ protocol: /^https?$/ }).describe(description);

/** A name or a setting that is no secret. */
export const plain = (description: string) => z.string().min(1).describe(description);

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
  definition: Omit<Output, 'credentials' | 'uses' | keyof Deliveries<unknown, never>> & {
    readonly credentials: Credentials;
    readonly uses: readonly Used[];
  } & Deliveries<z.infer<Credentials>, Used>,
): Output {
  const guarded =
    <Request extends DeliveryRequest<unknown, keyof OutputPorts>>(
      work: (
        request: Request & { readonly credentials: z.infer<Credentials> },
      ) => Promise<DeliveryOutcome>,
    ) =>
    async (request: Request): Promise<DeliveryOutcome> => {
      const { data, error } = definition.credentials.safeParse(request.credentials ?? {});
      if (error) return unfitCredentials(error, request.credentials !== undefined);
      const outcome = await attempted(() => work({ ...request, credentials: data }));
      if (outcome.outcome === 'delivered') {
        return withCleanReference(outcome, secretsInIds(definition.credentials, data));
      }
      const secrets = secretsIn(definition.credentials, data);
      // In this order: cut or cleaned first, half a secret would not be found.
      return { ...outcome, reason: tidy(withoutSecrets(outcome.reason, secrets)) };
    };
  const { deliver, update, acknowledge, resolve, ...facts } = definition;
  return {
    ...facts,
    deliver: guarded(deliver),
    ...(update && { update: guarded<UpdateRequest<unknown, keyof OutputPorts>>(update) }),
    ...(acknowledge && { acknowledge: guarded<Settling>(acknowledge) }),
    ...(resolve && { resolve: guarded<Settling>(resolve) }),
  };
}

type Settling = LifecycleRequest<unknown, keyof OutputPorts>;

/** Names and ids are short; something else came back where one is longer. */
const referenceCharactersMax = 500;

/** A destination may give back what it was sent. Ids are kept whole, also where an address has a part of them. */
function withCleanReference(
  outcome: Extract<DeliveryOutcome, { outcome: 'delivered' }>,
  secrets: readonly string[],
): DeliveryOutcome {
  if (outcome.reference === undefined) return outcome;
  const entries = Object.entries(outcome.reference).map(([name, value]) => [
    name,
    typeof value === 'string'
      ? withoutSecrets(value, secrets).slice(0, referenceCharactersMax)
      : value,
  ]);
  return { ...outcome, reference: Object.fromEntries(entries) };
}

/** Enough to tell what an endpoint complains about. */
const reasonCharactersMax = 300;

/** The first line, without what would confuse a terminal. */
function tidy(reason: string): string {
  const [line = ''] = reason.split(/[\r\n]/, 1);
  const readable = oneLine(line);
  return readable.length > reasonCharactersMax
    ? `${beginningOf(readable, reasonCharactersMax)}…`
    : readable;
}

/** Not final: the alert waits for the operator to mend the credentials. */
function unfitCredentials(error: z.ZodError, areStored: boolean): DeliveryOutcome {
  const fields = [...new Set(error.issues.map(({ path }) => path.join('.')))].join(', ');
  const explained = error.issues
    .filter((issue) => issue.code === 'custom' && issue.params?.['isShown'] === true)
    .map(({ message }) => message);
  const why = explained.length === 0 ? '' : ` (${explained.join('; ')})`;
  const reason = areStored
    ? `the stored credentials do not fit: ${fields}${why}`
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
