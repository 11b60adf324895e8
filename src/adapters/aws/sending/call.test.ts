import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { answering, startTestServer } from '../../../../testing/http-server.ts';
import { awsCall, awsFailure, clientSettings } from './call.ts';

const call = { action: 'sqs:ListQueues', resource: 'queues', region: 'eu-west-1' };
const date = 'Sat, 14 Mar 2026 11:42:00 GMT';

test.each<[Readonly<Record<string, string>>, number | undefined]>([
  [{ 'Retry-After': '17' }, 17],
  [{ 'Retry-After': 'Sat, 14 Mar 2026 11:43:30 GMT', date }, 90],
  [{ 'Retry-After': '999999' }, 3_600],
  [{ 'Retry-After': 'soon' }, undefined],
  [{ 'Retry-After': '' }, undefined],
  [{}, undefined],
])('an answer says how long to wait: %j', async (headers, seconds) => {
  const server = await startTestServer(answering(503, headers));
  const client = { endpoint: server.url, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  const sqs = new SQSClient(
    clientSettings({ region: 'eu-west-1', accountId: '', client }, 'eu-west-1'),
  );
  try {
    const sending = await awsCall(call, () => sqs.send(new ListQueuesCommand({})));

    expect(sending).toMatchObject({ outcome: 'failed', retryable: true });
    expect(sending.outcome === 'failed' && sending.retryAfterSeconds).toBe(seconds);
  } finally {
    sqs.destroy();
    await server.close();
  }
});

test.each([
  ['12', 12],
  [12, 12],
  ['', undefined],
  [-1, undefined],
])('Lambda says it in the error: %j', (told, seconds) => {
  const error = Object.assign(new Error('later'), { retryAfterSeconds: told });

  expect(awsFailure(call, error).retryAfterSeconds).toBe(seconds);
});
