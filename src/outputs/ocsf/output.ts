import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { noResource } from '../aws-sending.ts';
import {
  findingUid,
  type FindingActivity,
  type FindingStatus,
  ocsfFinding,
  shownIn,
} from '../ocsf-finding.ts';
import {
  type DeliveryOutcome,
  type DeliveryRequest,
  defineOutput,
  type LifecycleRequest,
  token,
} from '../output.ts';
import { type Destination, destinationIn, type Event, sendTo } from './destination.ts';

/** A header without a token says nothing, and nobody would miss it. */
const credentialFields = z
  .object({
    token: token('token that the endpoint asks for, where it asks for one').optional(),
    token_header: z
      .string()
      .regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header')
      .optional()
      .describe('header that carries the token as it is, in place of `Authorization: Bearer`'),
  })
  .refine(({ token: secret, token_header }) => token_header === undefined || secret !== undefined, {
    message: 'token_header is of no use without token: set both or neither',
    path: ['token'],
    params: { isShown: true },
  });

/**
 * Findings have a life: what merges into an alert and what settles it are further events of the same finding, "Update"
 * and "Close". There is no protocol of its own, so that they go where OCSF is read: an HTTP endpoint that takes JSON
 * (Cribl, Tenzir, Vector, collectors of SIEMs), a bucket, or a Firehose stream. Amazon Security Lake takes Parquet in
 * partitions alone (https://docs.aws.amazon.com/security-lake/latest/userguide/custom-sources.html), which a stream
 * makes of many findings, with conversion of the record format and a prefix of the custom source.
 */
export const ocsf = defineOutput({
  service: 'ocsf',
  summary: 'Send each alert as an OCSF Detection Finding to an endpoint, a bucket or a stream',
  protocol:
    'OCSF 1.8, Detection Finding (2004), as JSON; allow s3:PutObject below the prefix, or firehose:PutRecord on the stream',
  documentation: 'https://schema.ocsf.io/1.8.0/classes/detection_finding',
  repetition: '`metadata.uid`; in a bucket the key of the object',
  limits: 'what the endpoint refuses as too large; 1,000,000 bytes for a stream',
  fields: z.object({}),
  shape: 'map',
  resourceDescription:
    'URL of an endpoint, `s3://bucket/prefix`, or the ARN of a Firehose stream (for Security Lake)',
  credentials: credentialFields,
  uses: ['http', 'aws'],
  defaultPublication,

  deliver: (request) =>
    send(request, request.alert.group?.isFirstSent ? 'Update' : 'Create', 'New'),
  update: (request) => send(request, 'Update', 'New'),
  acknowledge: (request) => send(request, 'Update', 'In Progress', commentOf(request)),
  resolve: (request) => send(request, 'Close', 'Resolved', commentOf(request)),
});

type Credentials = z.infer<typeof credentialFields>;
type Request = DeliveryRequest<Credentials, 'http' | 'aws'>;

const commentOf = ({ by, note }: Pick<LifecycleRequest<never, never>, 'by' | 'note'>): string =>
  note === null || note === '' ? by : `${by}: ${note}`;

async function send(
  request: Request,
  activity: FindingActivity,
  status: FindingStatus,
  comment: string | null = null,
): Promise<DeliveryOutcome> {
  const { alert, publication, resource, descriptor, idempotencyKey } = request;
  if (resource === null) return noResource('ocsf', descriptor, 'endpoint, bucket or stream');
  const destination = destinationIn(resource);
  if (destination === undefined) return unreadable(resource, descriptor);
  const useless = uselessToken(request.credentials, destination, resource);
  if (useless !== undefined) return useless;

  // Settling an alert may come with the key of its delivery.
  const uid =
    status === 'New'
      ? idempotencyKey
      : `${idempotencyKey}-${status.toLowerCase().replace(' ', '-')}`;
  const event: Event = {
    alert,
    uid,
    shown: shownIn(publication),
    whole: (shown) => ocsfFinding({ alert, publication, shown, uid, activity, status, comment }),
  };
  const outcome = await sendTo(destination, event, request);
  if (outcome.outcome === 'failed') return outcome;
  return { ...outcome, reference: { finding_uid: findingUid(alert), ...outcome.reference } };
}

/** `outputs.json` is mended by the operator; what waits is sent then. */
const unreadable = (resource: string, descriptor: string): DeliveryOutcome => ({
  outcome: 'failed',
  reason: `outputs.json names ${JSON.stringify(resource)} for ocsf:${descriptor}: write https://…, s3://bucket/prefix or the ARN of a Firehose stream`,
  retryable: true,
});

const uselessToken = (
  { token: secret }: Credentials,
  { kind }: Destination,
  resource: string,
): DeliveryOutcome | undefined =>
  secret === undefined || kind === 'http'
    ? undefined
    : {
        outcome: 'failed',
        reason: `the credentials have a token, which is of no use for ${resource}: remove it`,
        retryable: true,
      };
