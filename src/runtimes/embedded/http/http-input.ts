import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Clock } from '../../../ports/clock.ts';
import { firehoseAnswer } from '../../../sources/aws/firehose.ts';
import { type AcceptBody, bodyBytesMax, keepBody, readBody } from './body.ts';
import { addFirehoseInput, retryAfter } from './firehose-input.ts';
import { addSnsInput } from './sns-input.ts';
import { demandToken } from './token.ts';

export type { AcceptBody } from './body.ts';

export interface HttpInput {
  /** Names that `/ingest/<source>` takes. */
  readonly sources: readonly string[];
  /** Every request but the health check must carry it. */
  readonly token: string;
  readonly accept: AcceptBody;
  /** What `/status` answers: counts only, no content of records. */
  readonly status: () => unknown;
  readonly clock: Clock;
  /** Tells whoever runs this something that only a person can decide. */
  readonly notice: (line: string) => void;
}

/** Takes log data over HTTP: newline-delimited, one JSON document, or lines of text; gzip where it says so. */
export function httpInput({ sources, token, accept, status, clock, notice }: HttpInput): Hono {
  const app = new Hono();

  app.get('/healthz', (c) => c.json({ ok: true }));
  app.use('*', demandToken(token, clock));
  app.get('/status', (c) => c.json(status() as object));

  const limit = bodyLimit({
    maxSize: bodyBytesMax,
    onError: (c) => {
      const error = `a body may have ${bodyBytesMax} bytes; send it in several parts`;
      const requestId = c.req.header('x-amz-firehose-request-id');
      return c.json(
        requestId === undefined ? { error } : firehoseAnswer(requestId, clock.now(), error),
        413,
      );
    },
  });
  app.use('/ingest/*', limit);

  app.post('/ingest/:source', async (c) => {
    const source = c.req.param('source');
    if (!sources.includes(source)) {
      return c.json({ error: `no data source "${source}" in conf/clusters`, sources }, 404);
    }
    const body = await readBody(c);
    if (body.outcome === 'refused') return c.json({ error: body.problem }, body.status);

    const result = await keepBody(accept, source, body.bytes);
    if (result.outcome === 'kept') {
      return c.json({ delivery: result.delivery, bytes: body.bytes.length }, 202);
    }
    retryAfter(c, result.retryAfterSeconds);
    return c.json({ error: result.problem }, result.status);
  });
  addFirehoseInput(app, { sources, accept, clock });
  addSnsInput(app, { sources, accept, notice });

  app.notFound((c) =>
    c.json(
      {
        error:
          'post log data to /ingest/<source>, from Firehose to /ingest/firehose/<source>, from SNS to /ingest/sns/<source>',
        sources,
      },
      404,
    ),
  );
  return app;
}
