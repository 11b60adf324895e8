import type { Hono } from 'hono';
import { awsEnvelopes } from '../../../sources/aws/envelopes.ts';
import { type AcceptBody, keepBody, readBody } from './body.ts';
import { retryAfter } from './firehose-input.ts';

export interface SnsInput {
  readonly sources: readonly string[];
  readonly accept: AcceptBody;
  /** Tells whoever runs this something that only a person can decide. */
  readonly notice: (line: string) => void;
}

/** Addresses that AWS confirms subscriptions at. Nothing else is shown to a person to be opened. */
const snsAddress = /^https:\/\/sns\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/\?[A-Za-z0-9_.~%&=:+/-]*$/;

/**
 * Takes what a topic of SNS posts. A subscription is never confirmed by itself: whoever can post here could have any
 * address fetched, and any topic send its messages.
 */
export function addSnsInput(app: Hono, { sources, accept, notice }: SnsInput) {
  app.post('/ingest/sns/:source', async (c) => {
    const source = c.req.param('source');
    if (!sources.includes(source)) {
      return c.json({ error: `no data source "${source}" in conf/clusters`, sources }, 404);
    }
    const body = await readBody(c);
    if (body.outcome === 'refused') return c.json({ error: body.problem }, body.status);

    const kind = c.req.header('x-amz-sns-message-type');
    if (kind === 'SubscriptionConfirmation') {
      const address = confirmationOf(body.bytes);
      if (address === undefined) return c.json({ error: 'no SubscribeURL of SNS in it' }, 400);
      notice(`A topic of SNS wants to send to ${source}. If you expect this, open ${address}`);
      return c.json({ confirmation: 'shown to the operator' }, 200);
    }
    if (kind === 'UnsubscribeConfirmation') {
      notice(`A topic of SNS does not send to ${source} any more.`);
      return c.json({}, 200);
    }
    if (kind !== 'Notification') {
      return c.json({ error: 'this address is for SNS: x-amz-sns-message-type is missing' }, 400);
    }
    if (
      c.req.header('x-amz-sns-rawdelivery') !== 'true' &&
      !awsEnvelopes.mayBeEnvelope(body.bytes)
    ) {
      return c.json({ error: 'the body is no message of SNS' }, 400);
    }
    const result = await keepBody(accept, source, body.bytes);
    if (result.outcome === 'kept') return c.json({ delivery: result.delivery }, 200);
    retryAfter(c, result.retryAfterSeconds);
    return c.json({ error: result.problem }, result.status);
  });
}

function confirmationOf(body: Uint8Array): string | undefined {
  try {
    const document: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    const address =
      typeof document === 'object' && document !== null && 'SubscribeURL' in document
        ? document.SubscribeURL
        : undefined;
    return typeof address === 'string' && snsAddress.test(address) ? address : undefined;
  } catch {
    // Told to the sender: a body that is no JSON confirms nothing.
    return undefined;
  }
}
