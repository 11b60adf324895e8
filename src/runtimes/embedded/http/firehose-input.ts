import type { Context, Hono } from 'hono';
import type { Clock } from '../../../ports/clock.ts';
import { awsEnvelopes } from '../../../sources/aws/envelopes.ts';
import { firehoseAnswer } from '../../../sources/aws/firehose.ts';
import { type AcceptBody, keepBody, readBody } from './body.ts';

export interface FirehoseInput {
  readonly sources: readonly string[];
  readonly accept: AcceptBody;
  readonly clock: Clock;
}

/** Firehose tries for two hours at most and sends a request at a time: these are more than it can have under way. */
const requestsRemembered = 10_000;

/**
 * Takes what a stream of Firehose delivers to an HTTP endpoint, and answers as Firehose wants to be answered. The
 * records are taken out of the delivery when it is read.
 */
export function addFirehoseInput(app: Hono, { sources, accept, clock }: FirehoseInput) {
  /** Firehose sends a request again when an answer is lost on its way; its id stays the same. */
  const kept = new Set<string>();

  app.post('/ingest/firehose/:source', async (c) => {
    const source = c.req.param('source');
    const requestId = c.req.header('x-amz-firehose-request-id') ?? '';
    const answer = (status: 200 | Problem, problem?: string) =>
      c.json(firehoseAnswer(requestId, clock.now(), problem), status);

    if (requestId === '') {
      return answer(400, 'this address is for Firehose: X-Amz-Firehose-Request-Id is missing');
    }
    if (!sources.includes(source)) {
      return answer(
        404,
        `no data source "${source}" in conf/clusters; there are: ${sources.join(', ')}`,
      );
    }
    const name = `${source}/${requestId}`;
    if (kept.has(name)) return answer(200);
    const body = await readBody(c);
    if (body.outcome === 'refused') return answer(body.status, body.problem);
    if (!awsEnvelopes.mayBeEnvelope(body.bytes)) {
      return answer(
        400,
        'the body is no delivery of Firehose: {"requestId":…,"timestamp":…,"records":[{"data":…}]}',
      );
    }
    const result = await keepBody(accept, source, body.bytes);
    if (result.outcome === 'refused') {
      retryAfter(c, result.retryAfterSeconds);
      return answer(result.status, result.problem);
    }
    remember(kept, name);
    return answer(200);
  });
}

type Problem = 400 | 404 | 413 | 415 | 429 | 503;

/** Forgets the oldest, in the order of insertion that a set keeps. */
function remember(names: Set<string>, name: string) {
  names.add(name);
  if (names.size <= requestsRemembered) return;
  const [oldest] = names;
  if (oldest !== undefined) names.delete(oldest);
}

export function retryAfter(c: Context, seconds: number | undefined) {
  if (seconds !== undefined) c.header('retry-after', String(seconds));
}
