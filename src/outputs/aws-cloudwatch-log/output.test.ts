import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { awsJson, awsPortsAt, awsRefusal, startAwsService } from '../../../testing/aws-service.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { type Answer, neverAnswering, type TestServer } from '../../../testing/http-server.ts';
import { inTurn } from '../../../testing/vendor-server.ts';
import { awsCloudwatchLog } from './output.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const alert = anAlert({ id: 'a1' });
const publication = { record: { big: 2n ** 70n }, '@slack.text': 'no' };
const text = 'New Alert:\n{\n  "record": {\n    "big": 1180591620717411303424\n  }\n}';

test.each([[undefined], [{}]])(
  'without a group the alert stands in the log of the program: %j',
  async (credentials) => {
    const { ports, printed } = awsPortsAt('http://127.0.0.1:1');

    const outcome = await awsCloudwatchLog.deliver(
      aDelivery({ alert, publication, ports, credentials }),
    );

    expect(outcome).toEqual({ outcome: 'delivered' });
    expect(printed).toEqual([text]);
  },
);

describe('with a group', () => {
  const missing = awsRefusal('ResourceNotFoundException', 400, 'The specified log stream');

  async function deliver(put: Answer = awsJson({}), create: Answer = awsJson({}), changes = {}) {
    const service = await startAwsService((request, response) =>
      String(request.headers['x-amz-target']).endsWith('PutLogEvents')
        ? put(request, response)
        : create(request, response),
    );
    server = service;
    const credentials = { log_group: '/acme/alerts' };
    const outcome = await awsCloudwatchLog.deliver(
      aDelivery({ alert, publication, ports: service.ports, credentials, ...changes }),
    );
    const calls = service.requests.map(({ headers, body }) => ({
      target: String(headers['x-amz-target']).split('.')[1],
      body: JSON.parse(body),
    }));
    return { outcome, calls };
  }

  test('the alert is an event of now in its stream', async () => {
    const before = Date.now();

    const { outcome, calls } = await deliver();

    expect(outcome).toEqual({ outcome: 'delivered' });
    expect(calls).toEqual([
      {
        target: 'PutLogEvents',
        body: {
          logGroupName: '/acme/alerts',
          logStreamName: 'streamalert',
          logEvents: [{ timestamp: expect.any(Number), message: text }],
        },
      },
    ]);
    expect(calls[0]?.body.logEvents[0].timestamp).toBeGreaterThanOrEqual(before);
  });

  test.each([[awsJson({})], [awsRefusal('ResourceAlreadyExistsException', 400)]])(
    'a stream that is missing is made',
    async (create) => {
      const { outcome, calls } = await deliver(inTurn(missing, awsJson({})), create);

      expect(outcome).toEqual({ outcome: 'delivered' });
      expect(calls.map(({ target }) => target)).toEqual([
        'PutLogEvents',
        'CreateLogStream',
        'PutLogEvents',
      ]);
    },
  );

  test('a group that is missing is told', async () => {
    const { outcome } = await deliver(missing, missing);

    expect(outcome).toMatchObject({
      retryable: false,
      reason: expect.stringMatching(/\/acme\/alerts:streamalert in eu-west-1: it does not exist/),
    });
  });

  test.each<[string, Answer, boolean, RegExp]>([
    [
      'may not be made',
      awsRefusal('AccessDeniedException', 400),
      false,
      /^logs:CreateLogStream on .* need a policy that allows logs:CreateLogStream/,
    ],
    ['may be made later', awsRefusal('ThrottlingException', 400), true, /^logs:CreateLogStream on/],
  ])('a stream that %s names the action', async (_name, create, retryable, reason) => {
    const { outcome, calls } = await deliver(missing, create);

    expect(outcome).toMatchObject({ retryable, reason: expect.stringMatching(reason) });
    expect(calls).toHaveLength(2);
  });

  test('an event that the group refuses is no success', async () => {
    const refused = awsJson({ rejectedLogEventsInfo: { tooNewLogEventStartIndex: 0 } });

    const { outcome } = await deliver(refused);

    expect(outcome).toMatchObject({
      retryable: true,
      reason: expect.stringMatching(/clock of this machine/),
    });
  });

  test('what is too large is shortened', async () => {
    const large = { record: { texts: Array(300).fill('x'.repeat(5000)) } };

    const { outcome, calls } = await deliver(undefined, undefined, { publication: large });

    expect(outcome).toEqual({ outcome: 'delivered' });
    const { message } = calls[0]?.body.logEvents[0] ?? {};
    expect(Buffer.byteLength(message)).toBeLessThan(1_048_576);
    expect(message).toContain('shortened; alert a1 has all of it');
  });

  test.each<[string, Answer, boolean, RegExp]>([
    ['denied', awsRefusal('AccessDeniedException', 400), false, /allows logs:PutLogEvents/],
    ['throttled', awsRefusal('ThrottlingException', 400), true, /Throttling/],
    ['busy', awsRefusal('ServiceUnavailableException', 503), true, /Unavailable/],
    ['silent', neverAnswering, true, /no answer in time/],
  ])('%s', async (_name, put, retryable, reason) => {
    const { outcome } = await deliver(put);

    expect(outcome).toMatchObject({ retryable, reason: expect.stringMatching(reason) });
  });
});
