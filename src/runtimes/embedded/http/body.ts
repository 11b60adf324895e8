import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Context } from 'hono';
import { isStreamAlertError, reasonOf } from '../../../domain/errors.ts';

/** What the HTTP input does with a body: it is durable once this resolves as accepted. */
export type AcceptBody = (
  resource: string,
  body: Uint8Array,
) => Promise<
  | { readonly outcome: 'accepted'; readonly delivery: string }
  | { readonly outcome: 'full'; readonly retryAfterSeconds: number }
>;

/** A body is held in memory while it is made durable. */
export const bodyBytesMax = 64 * 1024 * 1024;

const unzip = promisify(gunzip);

export type ReadBody =
  | { readonly outcome: 'read'; readonly bytes: Uint8Array }
  | {
      readonly outcome: 'refused';
      readonly problem: string;
      readonly status: 400 | 413 | 415;
    };

/** The body of a request, unpacked where it says that it is packed. */
export async function readBody(c: Context): Promise<ReadBody> {
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  const encoding = c.req.header('content-encoding');
  if (encoding !== undefined && encoding !== 'identity' && encoding !== 'gzip') {
    return refused(415, `content-encoding "${encoding}" is not supported; use gzip`);
  }
  const read = encoding === 'gzip' ? await unpacked(bytes) : ({ outcome: 'read', bytes } as const);
  if (read.outcome === 'read' && read.bytes.length === 0) return refused(400, 'the body is empty');
  return read;
}

async function unpacked(bytes: Uint8Array): Promise<ReadBody> {
  try {
    return { outcome: 'read', bytes: await unzip(bytes, { maxOutputLength: bodyBytesMax }) };
  } catch (error) {
    return error instanceof RangeError
      ? refused(413, `the body unpacks to more than ${bodyBytesMax} bytes`)
      : refused(400, 'the body is not gzip, or it is cut off');
  }
}

const refused = (status: 400 | 413 | 415, problem: string): ReadBody => ({
  outcome: 'refused',
  problem,
  status,
});

export type Kept =
  | { readonly outcome: 'kept'; readonly delivery: string }
  | {
      readonly outcome: 'refused';
      readonly problem: string;
      readonly status: 429 | 503;
      readonly retryAfterSeconds: number | undefined;
    };

/** Makes a body durable. What cannot be kept is told to the sender, who has it still. */
export async function keepBody(
  accept: AcceptBody,
  resource: string,
  body: Uint8Array,
): Promise<Kept> {
  try {
    const answer = await accept(resource, body);
    if (answer.outcome === 'accepted') return { outcome: 'kept', delivery: answer.delivery };
    return {
      outcome: 'refused',
      problem: 'the input buffer is full; send this again later',
      status: 429,
      retryAfterSeconds: answer.retryAfterSeconds,
    };
  } catch (error) {
    const problem = isStreamAlertError(error)
      ? `${error.message}. ${error.hint ?? ''}`
      : reasonOf(error);
    return { outcome: 'refused', problem, status: 503, retryAfterSeconds: undefined };
  }
}
