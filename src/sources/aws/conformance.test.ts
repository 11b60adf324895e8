import { sharedData } from '../../../testing/shared-data.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeAwsEvent } from './decode-event.ts';
import type { AwsDelivery } from './delivery.ts';

/** Events as AWS publishes them, where somebody has laid them beside the checkout. */
const { path: folder, isHere: present } = sharedData('data', 'lambda-envelopes');

const expected: Readonly<Record<string, readonly string[]>> = {
  'autoscaling-event-launch-successful.json': ['eventbridge/aws.autoscaling payload'],
  'cloudwatch-alarm-sns-payload-single-metric.json': ['sns/EXAMPLE payload'],
  'cloudwatch-logs-event.json': ['cloudwatch_logs/testLogGroup payload'],
  'config-event.json': ['aws_config/periodic-config-rule payload'],
  // Refused: not a source.
  'dynamodb-event.json': ['unknown/unknown failed', 'unknown/unknown failed'],
  'ecr-image-scan-event.json': ['eventbridge/aws.ecr payload'],
  'kinesis-event.json': ['kinesis/simple-stream payload', 'kinesis/simple-stream payload'],
  'kinesis-firehose-event.json': [
    'firehose/aws:lambda:events payload',
    'firehose/aws:lambda:events payload',
  ],
  // An answer of a function, not an event: refused with the reason.
  'kinesis-firehose-response.json': ['unknown/unknown failed'],
  's3-event.json': ['s3/sourcebucket object'],
  'sns-event.json': ['sns/EXAMPLE payload'],
  'sqs-event.json': ['sqs/SQSQueue payload'],
};

test.skipIf(!present)('the events that AWS publishes are all decoded', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const decoded = names.map((name) => {
    const event: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    return [name, decodeAwsEvent(event).flatMap(shown)];
  });

  expect(Object.fromEntries(decoded)).toEqual(expected);
  console.log(`published events of AWS: ${decoded.length} of ${names.length}`);
});

const shown = ({ service, resource, pieces }: AwsDelivery): readonly string[] =>
  pieces.map(({ kind }) => `${service}/${resource} ${kind}`);
