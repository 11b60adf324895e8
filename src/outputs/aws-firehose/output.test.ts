import { once } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import {
  awsJson,
  awsPortsAt,
  awsRefusal,
  awsSettings,
  startAwsService,
} from '../../../testing/aws-service.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import {
  type Answer,
  answering,
  answeringHalf,
  neverAnswering,
  startTestServer,
  type TestServer,
} from '../../../testing/http-server.ts';
import { awsFirehose } from './output.ts';

let server: (TestServer & { bodies(): readonly string[] }) | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const alert = anAlert({ id: 'a1' });
const taken = awsJson({ RecordId: 'r1' });

async function deliver(changes: object = {}, answer: Answer = taken) {
  const service = await startAwsService(answer);
  server = service;
  const outcome = await awsFirehose.deliver(
    aDelivery({ alert, resource: 'alerts-stream', ports: service.ports, ...changes }),
  );
  const lines = service.bodies().map((body) => {
    const { Record, ...rest } = JSON.parse(body);
    return { ...rest, data: Buffer.from(Record.Data, 'base64').toString() };
  });
  return { outcome, lines, service };
}

test('an alert is a line of JSON in the stream, and the record is named', async () => {
  const publication = { record: { big: 2n ** 70n, é: 1 }, '@slack.text': 'no' };

  const { outcome, lines, service } = await deliver({ publication });

  expect(outcome).toEqual({ outcome: 'delivered', reference: { id: 'r1' } });
  expect(lines).toEqual([
    {
      DeliveryStreamName: 'alerts-stream',
      data: '{"record":{"big":1180591620717411303424,"é":1}}\n',
    },
  ]);
  expect(service.requests[0]?.headers).toMatchObject({
    'x-amz-target': 'Firehose_20150804.PutRecord',
    authorization: expect.stringContaining('/eu-west-1/firehose/aws4_request'),
  });
});

test('a stream given by its ARN is asked for in its own region', async () => {
  const resource = 'arn:aws:firehose:us-west-2:111122223333:deliverystream/theirs';

  const { lines, service } = await deliver({ resource });

  expect(lines[0]).toMatchObject({ DeliveryStreamName: 'theirs' });
  expect(service.requests[0]?.headers['authorization']).toContain('/us-west-2/firehose/');
});

test('what is too large for the stream is shortened, and says where the rest is', async () => {
  const publication = { record: { text: 'x'.repeat(3_000_000), user: 'ann' } };

  const { outcome, lines } = await deliver({ publication });

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  const data = lines[0]?.data ?? '';
  expect(Buffer.byteLength(data)).toBeLessThanOrEqual(1_000_000);
  expect(JSON.parse(data)).toMatchObject({
    record: { user: 'ann' },
    streamalert_shortened: 'shortened; alert a1 has all of it',
  });
});

test('what the stream itself finds too large is sent shorter, and not for ever', async () => {
  const publication = { record: { texts: Array(60).fill('x'.repeat(10_000)) } };
  const tooLarge = awsRefusal('ValidationException', 400, 'Member must have length less than 9');

  const { outcome, lines } = await deliver({ publication }, tooLarge);

  expect(outcome).toMatchObject({ outcome: 'failed', retryable: false });
  expect(lines.map(({ data }) => data.length < 250_001)).toEqual([false, true]);
});

test('a stream that outputs.json does not name is not guessed', async () => {
  const { outcome, lines } = await deliver({ resource: null });

  expect(outcome).toMatchObject({ reason: 'outputs.json names no stream for aws-firehose:soc' });
  expect(lines).toEqual([]);
});

describe('a service that', () => {
  test.each<[string, Answer, boolean, RegExp]>([
    [
      'throttles',
      awsRefusal('ThrottlingException', 400),
      true,
      /^firehose:PutRecord on alerts-stream in eu-west-1: ThrottlingException/,
    ],
    ['is busy', awsRefusal('ServiceUnavailableException', 503), true, /ServiceUnavailable/],
    ['has used up a limit', awsRefusal('LimitExceededException', 400), true, /LimitExceeded/],
    ['breaks', awsRefusal('InternalFailure', 500), true, /InternalFailure/],
    [
      'denies access',
      awsRefusal('AccessDeniedException', 400, 'User: arn:… is not authorized'),
      false,
      /need a policy that allows firehose:PutRecord \(AccessDeniedException: User: arn:… is not authorized\) \(request request-1\)/,
    ],
    [
      'has no such stream',
      awsRefusal('ResourceNotFoundException', 400),
      false,
      /it does not exist \(ResourceNotFoundException/,
    ],
    ['does not know us', awsRefusal('UnrecognizedClientException', 400), false, /Unrecognized/],
    ['finds the credentials expired', awsRefusal('ExpiredTokenException', 400), true, /Expired/],
    ['does not answer', neverAnswering, true, /no answer in time/],
    ['hangs up', answeringHalf, true, /\w/],
    ['is a page', answering(200, { 'content-type': 'text/html' }, '<html>'), true, /\w/],
    [
      'never stops',
      async (_request, response) => {
        response.writeHead(200);
        const piece = Buffer.alloc(1024 * 1024, ' ');
        for (let sent = 0; sent < 100 && !response.destroyed; sent++) {
          if (!response.write(piece))
            await Promise.race([once(response, 'drain'), once(response, 'close')]);
        }
        response.end();
      },
      true,
      /larger than AWS gives one/,
    ],
    [
      'goes on and on',
      (_request, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write(' '), 50);
        response.on('close', () => clearInterval(drip));
      },
      true,
      /no answer in time/,
    ],
    ['is elsewhere', answering(307, { location: 'https://elsewhere.example/' }), true, /\w/],
  ])('%s', async (_name, answer, retryable, reason) => {
    const { outcome, lines } = await deliver({}, answer);

    expect(outcome).toMatchObject({ outcome: 'failed', retryable });
    expect(outcome).toMatchObject({ reason: expect.stringMatching(reason) });
    expect(JSON.stringify(outcome)).not.toContain('canary-secret');
    expect(lines).toHaveLength(1);
  });

  test('asks to wait is not asked before', async () => {
    const busy = awsJson({ __type: 'ServiceUnavailableException' }, 503, { 'retry-after': '17' });

    const { outcome } = await deliver({}, busy);

    expect(outcome).toMatchObject({ retryable: true, retryAfterSeconds: 17 });
  });

  test('is not there is asked again later', async () => {
    const { ports } = awsPortsAt('http://127.0.0.1:1');

    const outcome = await awsFirehose.deliver(aDelivery({ alert, resource: 's', ports }));

    expect(outcome).toMatchObject({
      outcome: 'failed',
      reason: 'firehose:PutRecord on s in eu-west-1: the connection was refused',
      retryable: true,
    });
  });
});

describe('an endpoint', () => {
  const deliverTo = async (endpoint: string) => {
    const { ports } = awsPortsAt(endpoint);
    return awsFirehose.deliver(aDelivery({ alert, resource: 's', ports }));
  };

  test('that has no address is asked again later', async () => {
    expect(await deliverTo('http://nowhere.invalid')).toMatchObject({
      retryable: true,
      reason: expect.stringMatching(/has no address|cannot be looked up/),
    });
  });

  test.each([[undefined], ['0']])(
    'that is not trusted gets nothing, whatever the environment says (%s)',
    async (allowed) => {
      vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', allowed);
      const secure = await startTestServer(taken, { tls: true });

      const outcome = await deliverTo(secure.url);

      await secure.close();
      vi.unstubAllEnvs();
      expect(outcome).toMatchObject({
        outcome: 'failed',
        retryable: true,
        reason: expect.stringMatching(/self-signed certificate/),
      });
      expect(secure.requests).toEqual([]);
    },
  );
});

test('without AWS credentials the alert waits, and the reason says what to set', async () => {
  const { ports } = awsPortsAt('http://127.0.0.1:1', {
    client: { ...awsSettings.client, credentials: noCredentials },
  });

  const outcome = await awsFirehose.deliver(aDelivery({ alert, resource: 's', ports }));

  expect(outcome).toMatchObject({
    reason: expect.stringMatching(/there are no AWS credentials here; set AWS_PROFILE/),
    retryable: true,
  });
});

/** What the SDK does where it finds none. */
const noCredentials = (): Promise<never> =>
  Promise.reject(
    Object.assign(new Error('Could not load credentials from any providers'), {
      name: 'CredentialsProviderError',
    }),
  );
