import { z } from 'zod';
import type { Alert } from '../../domain/alert.ts';
import { defaultPublication } from '../../domain/default-publication.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import { awsOutcome, noResource } from '../aws-sending.ts';
import { contentOf } from '../content.ts';
import { type DeliveryOutcome, defineOutput } from '../output.ts';

/** The key has the id of the alert for its end: a repeated delivery writes the same object again. */
export const awsS3 = defineOutput({
  service: 'aws-s3',
  summary: 'Store each alert as a JSON object in an Amazon S3 bucket',
  protocol: 'Amazon S3 API 2006-03-01; allow s3:PutObject on alerts/* of the bucket',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html',
  repetition: "the key of the object, which ends in the alert's id",
  limits: null,
  fields: z.object({}),
  shape: 'map',
  resourceDescription: 'name of the bucket',
  credentials: z.object({}),
  uses: ['aws'],
  defaultPublication,

  async deliver({ alert, publication, resource, descriptor, ports }): Promise<DeliveryOutcome> {
    if (resource === null) return noResource('aws-s3', descriptor, 'bucket');
    const key = keyOf(alert);
    const sending = await ports.aws.putObject({
      bucket: resource,
      key,
      body: stringifyJson(contentOf(publication), { strict: true }),
      contentType: 'application/json',
    });
    const outcome = awsOutcome(sending);
    return outcome.outcome === 'delivered' ? { ...outcome, reference: { key } } : outcome;
  },
});

/** Hour in UTC, as the history and the archive of alerts have it. */
function keyOf({ id, ruleName, origin, createdAt }: Alert): string {
  const hour = new Date(createdAt).toISOString().slice(0, 13).replace('T', '-');
  const name = [origin.service, origin.resource, ruleName, id].map(safe).join('_');
  return `alerts/dt=${hour}/${name}.json`;
}

/** A key has no more than 1,024 bytes (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html). */
const partCharactersMax = 200;

/** What could be taken for a folder, or needs to be written otherwise somewhere, has no place in a key. */
const safe = (part: string): string =>
  part.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, partCharactersMax);
