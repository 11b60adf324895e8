import { z } from 'zod';
import { defaultPublication } from '../domain/default-publication.ts';
import { stringifyJson } from '../domain/exact-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import type { HttpResponse } from '../ports/http-client.ts';
import { contentOf } from './content.ts';
import { sendFitting } from './fitting.ts';
import { outcomeOf } from './http-outcome.ts';
import {
  type DeliveryOutcome,
  type DeliveryRequest,
  type LifecycleRequest,
  plain,
} from './output.ts';
import { overridesOf } from './overrides.ts';
import { type Answered, derivedSecrets } from './vendor-api.ts';
import { filledTemplate, isBodyTemplate } from './webhook-template.ts';
import { withoutSecrets } from './without-secrets.ts';

/** What every output that posts JSON to an endpoint of the operator's lets him set. */
export const webhookSettings = {
  bodyTemplate: plain('JSON with {{ paths }} into the content, such as {{ record.user }}')
    .refine(isBodyTemplate, { message: 'write JSON', params: { isShown: true } })
    .optional(),
  events: z
    .enum(['alerts', 'all'])
    .optional()
    .describe(
      '"alerts" (the default) sends alerts only; "all" also says when they are acknowledged and resolved, as {"event": …, "alert": …}',
    ),
};

export interface WebhookSettings {
  readonly bodyTemplate?: string | undefined;
  readonly events?: 'alerts' | 'all' | undefined;
}

/** Where to send, and how to prove who is calling. */
export interface WebhookTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Headers that depend on what is sent. */
  sign?(body: string, idempotencyKey: string): Readonly<Record<string, string>>;
  /** Refusals that pass, beside those that always do. */
  readonly isBusy?: (status: number) => boolean;
  /** A page for a browser is no answer of this service: something else stands at the address. */
  readonly isWithoutPages?: true;
}

/** What the definitions of all of them have in common. */
export const webhookFacts = {
  repetition: 'header `Idempotency-Key`',
  limits: 'shortened when refused',
  fields: z.object({
    body: z
      .json()
      .describe('any JSON in place of the content and of the template, where an alert is sent'),
  }),
  shape: 'list',
  uses: ['http'],
  defaultPublication,
} as const;

type Event = 'alert.created' | 'alert.updated' | 'alert.acknowledged' | 'alert.resolved';

/**
 * Posts alerts, and with `events: all` what becomes of them. There is no `update`: a receiver starts its work with each
 * call, and would start it once for every alert that merges. It gets the first alert, and one summary at the end of the
 * merge window.
 */
export function webhookDeliveries<Credentials extends WebhookSettings>(
  service: string,
  targetOf: (credentials: Credentials) => WebhookTarget,
) {
  type Request = DeliveryRequest<Credentials, 'http'>;
  const send = (request: Request, told: Told) =>
    post(service, targetOf(request.credentials), request, told);
  const settle = async (
    request: LifecycleRequest<Credentials, 'http'>,
    event: Event,
  ): Promise<DeliveryOutcome> => {
    if (request.credentials.events !== 'all') return { outcome: 'delivered' };
    const { by, note, reference } = request;
    const outcome = await send(request, { event, settled: { by, note: note ?? '' } });
    return outcome.outcome === 'delivered' ? { outcome: 'delivered', reference } : outcome;
  };
  return {
    deliver: async (request: Request): Promise<DeliveryOutcome> => {
      const isSummary = request.alert.group?.isFirstSent === true;
      const outcome = await send(request, { event: isSummary ? 'alert.updated' : 'alert.created' });
      if (outcome.outcome === 'failed' || request.credentials.events !== 'all') return outcome;
      return { outcome: 'delivered', reference: { alert: request.alert.id } };
    },
    acknowledge: (request: LifecycleRequest<Credentials, 'http'>) =>
      settle(request, 'alert.acknowledged'),
    resolve: (request: LifecycleRequest<Credentials, 'http'>) => settle(request, 'alert.resolved'),
  };
}

interface Told {
  readonly event: Event;
  /** Who settled it, and what they wrote; absent where an alert is told. */
  readonly settled?: JsonObject;
}

async function post<Credentials extends WebhookSettings>(
  service: string,
  target: WebhookTarget,
  { alert, publication, credentials, idempotencyKey, ports }: DeliveryRequest<Credentials, 'http'>,
  { event, settled }: Told,
): Promise<DeliveryOutcome> {
  const isTold = credentials.events === 'all';
  const send = (content: JsonValue): Promise<HttpResponse> => {
    const body = stringifyJson(content, { strict: true });
    return ports.http.post(target.url, {
      headers: {
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
        ...(isTold && { 'x-streamalert-event': event }),
        ...target.headers,
        ...target.sign?.(body, idempotencyKey),
      },
      body,
    });
  };
  // What a publisher made of the alert would start a receiver's work on it once more.
  const own =
    settled === undefined ? overridesOf(publication, service, 'webhook').value('body') : undefined;
  if (own !== undefined && !isJsonObject(own)) return judged(await send(own), target);
  const { bodyTemplate } = credentials;
  const first: JsonObject = alert.group === undefined ? {} : { first_id: alert.group.firstId };
  const shaped = (content: JsonObject): JsonValue => {
    if (own !== undefined) return content;
    // Apart from what publishers name as they like.
    const told: JsonObject = isTold ? { event, ...first, ...settled, alert: content } : content;
    return bodyTemplate === undefined ? told : filledTemplate(bodyTemplate, told);
  };
  const response = await sendFitting(
    own ?? contentOf(publication),
    alert,
    (content) => send(shaped(content)),
    (sent) => sent.outcome === 'answered' && sent.status === 413,
  );
  return judged(response, target);
}

function judged(
  response: HttpResponse,
  { headers, isBusy, isWithoutPages }: WebhookTarget,
): DeliveryOutcome {
  const outcome = outcomeOf(response);
  if (response.outcome === 'failed') return outcome;
  if (outcome.outcome === 'delivered') {
    return isWithoutPages && isPage(response) ? pageInstead(response) : outcome;
  }
  const reason = withoutSecrets(outcome.reason, derivedSecrets(headers));
  return { ...outcome, reason, retryable: outcome.retryable || isBusy?.(response.status) === true };
}

const isPage = ({ headers, body }: Answered): boolean =>
  /^text\/html\b/i.test(headers['content-type'] ?? '') || /^\s*<(!doctype|html)\b/i.test(body);

const pageInstead = ({ status }: Answered): DeliveryOutcome => ({
  outcome: 'failed',
  reason: `the endpoint answered ${status} with a page for a browser; is the address right?`,
  retryable: true,
});

/** For a header that an operator names; none where one of the two is missing. */
export const namedHeader = (
  name: string | undefined,
  value: string | undefined,
): Readonly<Record<string, string>> =>
  name === undefined || value === undefined ? {} : { [name.toLowerCase()]: value };

/** The name of a header, for credentials. */
export const nameOfHeader = (description: string) =>
  z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, 'name one header')
    .describe(description);
