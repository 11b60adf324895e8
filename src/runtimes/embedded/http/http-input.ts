import { timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isStreamAlertError, reasonOf } from '../../../domain/errors.ts';

/** What the HTTP input does with a body: it is durable once this resolves as accepted. */
export type AcceptBody = (
  resource: string,
  body: Uint8Array,
) => Promise<
  | { readonly outcome: 'accepted'; readonly delivery: string }
  | { readonly outcome: 'full'; readonly retryAfterSeconds: number }
>;

export interface HttpInput {
  /** Names that `/ingest/<source>` takes. */
  readonly sources: readonly string[];
  /** Every request but the health check must carry it as a bearer token. */
  readonly token: string;
  readonly accept: AcceptBody;
  /** What `/status` answers: counts only, no content of records. */
  readonly status: () => unknown;
}

/** A body is held in memory while it is made durable. */
export const bodyBytesMax = 64 * 1024 * 1024;

const unzip = promisify(gunzip);

/** Takes log data over HTTP: newline-delimited, one JSON document, or lines of text; gzip where it says so. */
export function httpInput({ sources, token, accept, status }: HttpInput): Hono {
  const app = new Hono();
  const expected = Buffer.from(`Bearer ${token}`);

  app.get('/healthz', (c) => c.json({ ok: true }));

  app.use('*', async (c, next) => {
    const given = Buffer.from(c.req.header('authorization') ?? '');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      const error =
        'send the header "authorization: Bearer <token>"; the token is in the file `token` of the data directory';
      return c.json({ error }, 401);
    }
    return next();
  });

  app.get('/status', (c) => c.json(status() as object));

  const limit = bodyLimit({
    maxSize: bodyBytesMax,
    onError: (c) =>
      c.json({ error: `a body may have ${bodyBytesMax} bytes; send it in several parts` }, 413),
  });
  app.post('/ingest/:source', limit, async (c) => {
    const source = c.req.param('source');
    if (!sources.includes(source)) {
      return c.json({ error: `no data source "${source}" in conf/clusters`, sources }, 404);
    }
    const body = await decoded(
      new Uint8Array(await c.req.arrayBuffer()),
      c.req.header('content-encoding'),
    );
    if ('problem' in body) return c.json({ error: body.problem }, body.status);
    if (body.bytes.length === 0) return c.json({ error: 'the body is empty' }, 400);

    const answer = await accept(source, body.bytes).catch(refused);
    if (answer.outcome === 'refused') return c.json({ error: answer.reason }, 503);
    if (answer.outcome === 'accepted') {
      return c.json({ delivery: answer.delivery, bytes: body.bytes.length }, 202);
    }
    c.header('retry-after', String(answer.retryAfterSeconds));
    return c.json({ error: 'the input buffer is full; send this again later' }, 429);
  });

  app.notFound((c) => c.json({ error: 'post log data to /ingest/<source>', sources }, 404));
  return app;
}

/** The disk does not take it: the sender keeps it and comes again. */
const refused = (error: unknown) => ({
  outcome: 'refused' as const,
  reason: isStreamAlertError(error) ? `${error.message}. ${error.hint ?? ''}` : reasonOf(error),
});

type Decoded =
  | { readonly bytes: Uint8Array }
  | { readonly problem: string; readonly status: 400 | 413 | 415 };

async function decoded(bytes: Uint8Array, encoding: string | undefined): Promise<Decoded> {
  if (encoding === undefined || encoding === 'identity') return { bytes };
  if (encoding !== 'gzip') {
    return { problem: `content-encoding "${encoding}" is not supported; use gzip`, status: 415 };
  }
  try {
    return { bytes: await unzip(bytes, { maxOutputLength: bodyBytesMax }) };
  } catch (error) {
    const tooLarge = error instanceof RangeError;
    return tooLarge
      ? { problem: `the body unpacks to more than ${bodyBytesMax} bytes`, status: 413 }
      : { problem: 'the body is not gzip, or it is cut off', status: 400 };
  }
}
