import type { Alert } from '../../domain/alert.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import type { JsonObject } from '../../domain/json.ts';
import { awsOutcome, sendWithin } from '../aws-sending.ts';
import { fittingMap, jsonBytes, sendFitting } from '../fitting.ts';
import { outcomeOf } from '../http-outcome.ts';
import type { DeliveryOutcome, DeliveryRequest } from '../output.ts';

/** Where findings go, by what stands in `outputs.json`. */
export type Destination =
  | { readonly kind: 'http'; readonly url: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string }
  | { readonly kind: 'firehose'; readonly stream: string };

export function destinationIn(resource: string): Destination | undefined {
  if (/^arn:aws[a-z-]*:firehose:[a-z0-9-]+:[0-9]{12}:deliverystream\/[\w.-]+$/.test(resource)) {
    return { kind: 'firehose', stream: resource };
  }
  const [, bucket, prefix = ''] = /^s3:\/\/([a-z0-9.-]{3,63})(?:\/(.*))?$/.exec(resource) ?? [];
  if (bucket !== undefined) return { kind: 's3', bucket, prefix: prefix.replace(/\/*$/, '') };
  const protocol = URL.parse(resource)?.protocol;
  return protocol === 'https:' || protocol === 'http:'
    ? { kind: 'http', url: resource }
    : undefined;
}

export interface Event {
  readonly alert: Alert;
  readonly uid: string;
  /** What is shortened where a destination takes less. */
  readonly shown: JsonObject;
  whole(shown: JsonObject): JsonObject;
}

interface Credentials {
  readonly token?: string | undefined;
  readonly token_header?: string | undefined;
}

type Request = Pick<DeliveryRequest<Credentials, 'http' | 'aws'>, 'credentials' | 'ports'>;

export function sendTo(
  destination: Destination,
  event: Event,
  request: Request,
): Promise<DeliveryOutcome> {
  if (destination.kind === 's3') return putObject(destination, event, request);
  if (destination.kind === 'firehose') return putRecord(destination.stream, event, request);
  return post(destination.url, event, request);
}

async function post(
  url: string,
  { alert, shown, whole }: Event,
  { credentials, ports }: Request,
): Promise<DeliveryOutcome> {
  const response = await sendFitting(
    shown,
    alert,
    (fitting) => ports.http.post(url, { headers: proofIn(credentials), json: whole(fitting) }),
    (sent) => sent.outcome === 'answered' && sent.status === 413,
  );
  const outcome = outcomeOf(response);
  if (outcome.outcome === 'failed' || response.outcome === 'failed') return outcome;
  return response.body.trimStart().startsWith('<') ? notAnEndpoint : outcome;
}

/** A page is for people who sign in: what was sent with it is kept by nobody. */
const notAnEndpoint: DeliveryOutcome = {
  outcome: 'failed',
  reason: 'the endpoint answered with a page; is the address right?',
  retryable: true,
};

function proofIn({ token, token_header: header }: Credentials): Readonly<Record<string, string>> {
  if (token === undefined) return {};
  return header === undefined ? { authorization: `Bearer ${token}` } : { [header]: token };
}

/** The key has the uid of the event for its end: a repeated one is the same object again. */
async function putObject(
  { bucket, prefix }: Extract<Destination, { kind: 's3' }>,
  { alert, uid, shown, whole }: Event,
  { ports }: Request,
): Promise<DeliveryOutcome> {
  const day = new Date(alert.createdAt).toISOString().slice(0, 10).replaceAll('-', '');
  const name = `eventDay=${day}/${uid.replace(/[^A-Za-z0-9._-]+/g, '-')}.json`;
  const key = prefix === '' ? name : `${prefix}/${name}`;
  const outcome = awsOutcome(
    await ports.aws.putObject({
      bucket,
      key,
      body: `${stringifyJson(whole(shown), { strict: true })}\n`,
      contentType: 'application/json',
    }),
  );
  return outcome.outcome === 'delivered' ? { ...outcome, reference: { key } } : outcome;
}

/** "Less than 1000 KiB" (https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecord.html), with line end. */
const recordBytesMax = [999_999, 250_000];

const putRecord = (
  stream: string,
  { alert, shown, whole }: Event,
  { ports }: Request,
): Promise<DeliveryOutcome> => {
  const frameBytes = jsonBytes(whole({}));
  return sendWithin(
    recordBytesMax,
    (bytesMax) =>
      stringifyJson(whole(fittingMap(shown, bytesMax - frameBytes, alert)), { strict: true }),
    (line) => ports.aws.putFirehoseRecord({ stream, data: `${line}\n` }),
  );
};
