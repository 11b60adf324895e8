import { timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { Clock } from '../../../ports/clock.ts';
import { firehoseAnswer } from '../../../sources/aws/firehose.ts';

/** The header in which Firehose sends the access key of its destination. */
const firehoseKeyHeader = 'x-amz-firehose-access-key';

/**
 * Refuses requests without the token: as a bearer token everywhere, as the access key of Firehose and as the password
 * that SNS takes from the address where those send to, since they can send it in no other way.
 */
export function demandToken(token: string, { now }: Clock): MiddlewareHandler {
  const isToken = sameAs(token);
  return async (c, next) => {
    if (isToken(tokenOf(c))) return next();
    const error =
      'send the header "authorization: Bearer <token>"; the token is in the file `token` of the data directory';
    if (c.req.path.startsWith('/ingest/firehose/')) {
      const requestId = c.req.header('x-amz-firehose-request-id') ?? '';
      const problem = 'the access key of the stream is not the token of this endpoint';
      return c.json(firehoseAnswer(requestId, now(), problem), 401);
    }
    if (c.req.path.startsWith('/ingest/sns/')) {
      // SNS sends the password only when it is asked for it.
      c.header('www-authenticate', 'Basic realm="streamalert"');
    }
    return c.json({ error }, 401);
  };
}

function tokenOf(c: Context): string {
  const { path } = c.req;
  const authorization = c.req.header('authorization') ?? '';
  if (authorization.startsWith('Bearer ')) return authorization.slice('Bearer '.length);
  if (path.startsWith('/ingest/firehose/')) return c.req.header(firehoseKeyHeader) ?? '';
  if (path.startsWith('/ingest/sns/') && authorization.startsWith('Basic ')) {
    const decoded = Buffer.from(authorization.slice('Basic '.length), 'base64').toString('utf8');
    return decoded.slice(decoded.indexOf(':') + 1);
  }
  return '';
}

/** In the same time whatever is given, so that nobody learns the token by measuring. */
function sameAs(token: string): (given: string) => boolean {
  const expected = Buffer.from(token);
  return (given) => {
    const bytes = Buffer.from(given);
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  };
}
