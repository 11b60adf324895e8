import { retryAfterSeconds } from '../domain/retry-after.ts';
import type { HttpResponse } from '../ports/http-client.ts';
import type { DeliveryOutcome } from './output.ts';

type Answered = Extract<HttpResponse, { outcome: 'answered' }>;

/** A destination that asks for more wants to be left alone; the alert processor's own limits go on from here. */
const retryAfterSecondsMax = 24 * 60 * 60;

/** What the answer of an endpoint that takes 2xx for success means for the delivery. */
export function outcomeOf(response: HttpResponse): DeliveryOutcome {
  if (response.outcome === 'failed') return response;
  const { status } = response;
  if (status >= 200 && status < 300) return { outcome: 'delivered' };
  const said = saidIn(response.body);
  const waitSeconds = retryAfterOf(response);
  return {
    outcome: 'failed',
    reason:
      said === '' ? `the endpoint answered ${status}` : `the endpoint answered ${status}: ${said}`,
    // Any other 4xx is refused again however often we ask.
    retryable: status < 400 || status >= 500 || status === 408 || status === 425 || status === 429,
    ...(waitSeconds !== undefined && { retryAfterSeconds: waitSeconds }),
  };
}

/** What was answered, for the reason; a page is for a browser. Cut and cleaned where secrets are removed. */
const saidIn = (body: string): string => (body.trimStart().startsWith('<') ? '' : body.trim());

/** As long as the endpoint asks for, within bounds. */
export function retryAfterOf({ headers }: Pick<Answered, 'headers'>): number | undefined {
  const seconds = retryAfterSeconds(headers);
  return seconds === undefined ? undefined : Math.min(seconds, retryAfterSecondsMax);
}
