import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { awsRefusal, startAwsService } from '../../../testing/aws-service.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { type Answer, answering, type TestServer } from '../../../testing/http-server.ts';
import { inTurn } from '../../../testing/vendor-server.ts';
import { awsLambda } from './output.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const accepted = answering(202, { 'x-amzn-requestid': 'request-1' });
const alert = anAlert({ id: 'a1' });

async function deliver(changes: object = {}, answer: Answer = accepted) {
  const service = await startAwsService(answer);
  server = service;
  const outcome = await awsLambda.deliver(
    aDelivery({ alert, resource: 'triage', ports: service.ports, ...changes }),
  );
  const calls = service.requests.map(({ path, headers, body }) => ({
    path,
    type: headers['x-amz-invocation-type'],
    body,
  }));
  return { outcome, calls, service };
}

test('the record is given to the function, which runs later, with a key against repetitions', async () => {
  const publication = { record: { user: 'ann', big: 2n ** 70n } };

  const { outcome, calls } = await deliver({ publication });

  expect(outcome).toEqual({ outcome: 'delivered' });
  expect(calls).toEqual([
    {
      path: '/2015-03-31/functions/triage/invocations',
      type: 'Event',
      body: '{"streamalert_delivery":"key-1","user":"ann","big":1180591620717411303424}',
    },
  ]);
});

test.each([
  ['triage:live', '/functions/triage/invocations?Qualifier=live', 'eu-west-1'],
  [
    'arn:aws:lambda:us-west-2:111122223333:function:triage:7',
    '/functions/arn%3Aaws%3Alambda%3Aus-west-2%3A111122223333%3Afunction%3Atriage%3A7/invocations',
    'us-west-2',
  ],
  [
    '111122223333:function:triage',
    '/functions/111122223333%3Afunction%3Atriage/invocations',
    'eu-west-1',
  ],
])('%s', async (resource, path, region) => {
  const { calls, service } = await deliver({ resource });

  expect(calls[0]?.path).toBe(`/2015-03-31${path}`);
  expect(service.requests[0]?.headers['authorization']).toContain(`/${region}/lambda/`);
});

test.each([[{ a: 1 }], ['text'], [[1, 2]]])(
  'what publishers set is given as it is: %j',
  async (data) => {
    const { calls } = await deliver({ publication: { '@aws-lambda.alert_data': data } });

    expect(calls[0]?.body).toBe(JSON.stringify(data));
  },
);

test('a record that publishers removed is not given', async () => {
  const { calls } = await deliver({ publication: { only: 'this' } });

  expect(calls[0]?.body).toBe('{"streamalert_delivery":"key-1","only":"this"}');
});

describe('what is too large', () => {
  const record = { texts: Array(150).fill('x'.repeat(10_000)), user: 'ann' };

  test('is shortened to what Lambda takes', async () => {
    const { outcome, calls } = await deliver({ publication: { record } });

    expect(outcome).toEqual({ outcome: 'delivered' });
    expect(calls).toHaveLength(1);
    expect(calls[0]?.body.length).toBeLessThanOrEqual(1_000_000);
    expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({
      streamalert_delivery: 'key-1',
      streamalert_shortened: expect.stringContaining('a1'),
    });
  });

  test('for a service that takes less is sent shorter', async () => {
    const tooLarge = awsRefusal('RequestTooLargeException', 413);

    const { outcome, calls } = await deliver(
      { publication: { record } },
      inTurn(tooLarge, accepted),
    );

    expect(outcome).toEqual({ outcome: 'delivered' });
    expect(calls[1]?.body.length).toBeLessThanOrEqual(256_000);
  });

  test('and no map is shortened too', async () => {
    const publication = { '@aws-lambda.alert_data': 'x'.repeat(2_000_000) };

    const { calls } = await deliver({ publication });

    expect(JSON.parse(calls[0]?.body ?? '')).toEqual({
      value: expect.stringMatching(/^x+…$/),
      streamalert_shortened: expect.stringContaining('a1'),
    });
  });
});

test.each<[string, Answer, boolean, string]>([
  ['no such function', awsRefusal('ResourceNotFoundException', 404), false, 'does not exist'],
  [
    'no permission',
    awsRefusal('AccessDeniedException', 403),
    false,
    'allows lambda:InvokeFunction',
  ],
  ['throttled', awsRefusal('TooManyRequestsException', 429), true, 'TooManyRequestsException'],
  [
    'somebody else at its address',
    answering(200, {}, '{}'),
    true,
    "the answer is not the service's",
  ],
  ['key disabled', awsRefusal('KMSDisabledException', 502), true, 'KMSDisabledException'],
])('%s', async (_name, answer, retryable, words) => {
  const { outcome } = await deliver({}, answer);

  expect(outcome).toMatchObject({
    outcome: 'failed',
    retryable,
    reason: expect.stringContaining(words),
  });
  expect(outcome).toMatchObject({
    reason: expect.stringContaining('lambda:InvokeFunction on triage in eu-west-1'),
  });
});
