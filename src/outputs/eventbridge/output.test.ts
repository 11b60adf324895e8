import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { awsJson, awsPortsAt, awsRefusal, startAwsService } from '../../../testing/aws-service.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import {
  type Answer,
  answeringHalf,
  neverAnswering,
  type TestServer,
} from '../../../testing/http-server.ts';
import { inTurn } from '../../../testing/vendor-server.ts';
import { eventbridge } from './output.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const alert = anAlert({ id: 'a1', eventTime: Date.UTC(2026, 2, 14, 11, 42, 7) });
const taken = awsJson({ FailedEntryCount: 0, Entries: [{ EventId: 'e1' }] });
const failedEntry = (ErrorCode: string, ErrorMessage = 'said by the service') =>
  awsJson({ FailedEntryCount: 1, Entries: [{ ErrorCode, ErrorMessage }] });

async function deliver(changes: object = {}, answer: Answer = taken) {
  const service = await startAwsService(answer);
  server = service;
  const outcome = await eventbridge.deliver(
    aDelivery({ alert, resource: 'security', ports: service.ports, ...changes }),
  );
  const events = service.bodies().map((body) => {
    const [{ Detail, ...rest }] = JSON.parse(body).Entries;
    return { ...rest, detail: Detail as string };
  });
  return { outcome, events, service };
}

test('an alert is an event on the bus, and the event is named', async () => {
  const publication = { record: { user: 'é' }, '@slack.text': 'no' };

  const { outcome, events, service } = await deliver({ publication });

  expect(outcome).toEqual({ outcome: 'delivered', reference: { id: 'e1' } });
  expect(events).toEqual([
    {
      EventBusName: 'security',
      Source: 'streamalert',
      DetailType: 'StreamAlert Alert',
      Time: Date.UTC(2026, 2, 14, 11, 42, 7) / 1000,
      detail: '{"streamalert_delivery":"key-1","record":{"user":"é"}}',
    },
  ]);
  expect(service.requests[0]?.headers).toMatchObject({
    'x-amz-target': 'AWSEvents.PutEvents',
    authorization: expect.stringContaining('/eu-west-1/events/aws4_request'),
  });
});

test('a bus given by its ARN is asked for in its own region', async () => {
  const resource = 'arn:aws:events:us-west-2:111122223333:event-bus/theirs';

  const { events, service } = await deliver({ resource });

  expect(events[0]).toMatchObject({ EventBusName: resource });
  expect(service.requests[0]?.headers['authorization']).toContain('/us-west-2/events/');
});

test('publishers set source, detail type and detail', async () => {
  const publication = {
    '@eventbridge.source': 'acme\r\nsoc',
    '@eventbridge.detail_type': 't'.repeat(300),
    '@eventbridge.detail': { a: 1 },
  };

  const { events } = await deliver({ publication });

  expect(events).toMatchObject([{ Source: 'acme soc', detail: '{"a":1}' }]);
  expect(events[0]?.DetailType).toHaveLength(128);
});

test.each(['source', 'detail_type', 'detail'])(
  'a %s of another type is not sent',
  async (field) => {
    const { outcome, events } = await deliver({ publication: { [`@eventbridge.${field}`]: 1 } });

    expect(outcome).toMatchObject({
      isAboutAlert: true,
      reason: expect.stringContaining(`@eventbridge.${field}`),
    });
    expect(events).toEqual([]);
  },
);

test('integers that buses do not take are texts, wherever they stand', async () => {
  const record = { most: 2n ** 63n - 1n, beyond: [2n ** 63n], below: { n: -(2n ** 63n) - 1n } };

  const { events } = await deliver({ publication: { record, float: 1.5, huge: 1e20 } });

  expect(events[0]?.detail).toContain(
    '"record":{"most":9223372036854775807,"beyond":["9223372036854775808"],' +
      '"below":{"n":"-9223372036854775809"}},"float":1.5,"huge":"100000000000000000000"',
  );
});

test('what is too large is shortened, and says where the rest is', async () => {
  const publication = { record: { text: '日'.repeat(200_000), user: 'ann' } };

  const { outcome, events } = await deliver({ publication });

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  const detail = events[0]?.detail ?? '';
  expect(Buffer.byteLength(detail)).toBeLessThan(255_000);
  expect(JSON.parse(detail)).toMatchObject({
    streamalert_delivery: 'key-1',
    record: { user: 'ann' },
    streamalert_shortened: 'shortened; alert a1 has all of it',
  });
});

test('what the bus itself finds too large is sent shorter', async () => {
  const message = 'Total size of the entries in the request is over the limit.';
  const publication = { record: { texts: Array(30).fill('x'.repeat(5_000)) } };

  const { outcome, events } = await deliver(
    { publication },
    inTurn(awsRefusal('ValidationException', 400, message), taken),
  );

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  expect(events.map(({ detail }) => detail.length < 64_001)).toEqual([false, true]);
});

test('a bus that outputs.json does not name is not guessed', async () => {
  const { outcome, events } = await deliver({ resource: null });

  expect(outcome).toMatchObject({ reason: 'outputs.json names no event bus for eventbridge:soc' });
  expect(events).toEqual([]);
});

describe('a service that', () => {
  test.each<[string, Answer, boolean, RegExp]>([
    ['throttles', awsRefusal('ThrottlingException', 400), true, /Throttling/],
    [
      'throttles the entry',
      failedEntry('ThrottlingException'),
      true,
      /^events:PutEvents on security in eu-west-1: ThrottlingException: said by the service \(request request-1\)$/,
    ],
    ['breaks at the entry', failedEntry('InternalFailure'), true, /InternalFailure/],
    ['refuses the entry', failedEntry('MalformedDetail'), false, /MalformedDetail: said by/],
    [
      'denies the source',
      failedEntry('NotAuthorizedForSourceException'),
      false,
      /need a policy that allows events:PutEvents/,
    ],
    ['says nothing of the entry', awsJson({ FailedEntryCount: 1 }), false, /without a reason/],
    ['gives the event no id', awsJson({ FailedEntryCount: 0, Entries: [{}] }), false, /without a/],
    ['denies access', awsRefusal('AccessDeniedException', 400), false, /allows events:PutEvents/],
    ['has no such bus', awsRefusal('ResourceNotFoundException', 400), false, /does not exist/],
    ['breaks', awsRefusal('InternalException', 500), true, /InternalException/],
    ['does not answer', neverAnswering, true, /no answer in time/],
    ['hangs up', answeringHalf, true, /\w/],
  ])('%s', async (_name, answer, retryable, reason) => {
    const { outcome, events } = await deliver({}, answer);

    expect(outcome).toMatchObject({ outcome: 'failed', retryable });
    expect(outcome).toMatchObject({ reason: expect.stringMatching(reason) });
    expect(JSON.stringify(outcome)).not.toContain('canary-secret');
    expect(events).toHaveLength(1);
  });

  test('is not there is asked again later', async () => {
    const { ports } = awsPortsAt('http://127.0.0.1:1');

    const outcome = await eventbridge.deliver(aDelivery({ alert, resource: 'b', ports }));

    expect(outcome).toMatchObject({
      retryable: true,
      reason: 'events:PutEvents on b in eu-west-1: the connection was refused',
    });
  });
});
