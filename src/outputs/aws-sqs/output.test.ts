import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { awsJson, awsPortsAt, awsRefusal, startAwsService } from '../../../testing/aws-service.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import type { Answer, TestServer } from '../../../testing/http-server.ts';
import { awsSqs } from './output.ts';

const region = 'eu-west-1';
let aws: FauxqsServer;
beforeAll(async () => {
  aws = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false, defaultRegion: region });
});
afterAll(() => aws.stop());
beforeEach(() => {
  aws.purgeAll();
  aws.createQueue('soar', { region });
});

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const alert = anAlert({ id: 'a1' });

async function deliver(changes: object = {}) {
  const { ports } = awsPortsAt(`http://127.0.0.1:${aws.port}`);
  const outcome = await awsSqs.deliver(aDelivery({ alert, resource: 'soar', ports, ...changes }));
  const queue = typeof changes === 'object' && 'resource' in changes ? changes.resource : 'soar';
  const name = String(queue).split(':').at(-1) ?? '';
  const messages = aws.inspectQueue(name)?.messages.ready ?? [];
  return { outcome, messages };
}

test('the record is a message, with a key against repetitions beside it', async () => {
  const publication = { record: { user: 'ann', big: 2n ** 70n }, '@slack.text': 'no' };

  const { outcome, messages } = await deliver({ publication });

  expect(outcome).toMatchObject({ outcome: 'delivered', reference: { id: expect.any(String) } });
  expect(messages).toMatchObject([
    {
      body: '{"user":"ann","big":1180591620717411303424}',
      messageAttributes: { streamalert_delivery: { StringValue: 'key-1' } },
    },
  ]);
});

test.each([[{ a: 1 }], ['text'], [[1, 2]]])(
  'what publishers set is sent as it is: %j',
  async (data) => {
    const { messages } = await deliver({ publication: { '@aws-sqs.message_data': data } });

    expect(messages[0]?.body).toBe(JSON.stringify(data));
  },
);

test('a queue may be given by its ARN', async () => {
  const { outcome, messages } = await deliver({
    resource: 'arn:aws:sqs:eu-west-1:000000000000:soar',
  });

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  expect(messages).toHaveLength(1);
});

test('a FIFO queue takes an alert once', async () => {
  aws.createQueue('soar.fifo', { region, attributes: { FifoQueue: 'true' } });

  await deliver({ resource: 'soar.fifo' });
  const { outcome, messages } = await deliver({ resource: 'soar.fifo' });

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  expect(messages).toMatchObject([{ messageGroupId: 'a_rule' }]);
});

test('what is too large for a queue is shortened', async () => {
  const publication = { record: { texts: Array(300).fill('é'.repeat(5000)) } };

  const { outcome, messages } = await deliver({ publication });

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  expect(Buffer.byteLength(messages[0]?.body ?? '')).toBeLessThanOrEqual(1_048_576);
  expect(messages[0]?.body).toContain('shortened; alert a1 has all of it');
});

test('characters that no message may have are escaped', async () => {
  const { messages } = await deliver({ publication: { record: { a: '\0\ufffe\uffff\ud800' } } });

  expect(messages[0]?.body).toBe('{"a":"\\u0000\\ufffe\\uffff\\ud800"}');
});

test('a queue that is not there is a failure that says so, and is looked for again', async () => {
  const { ports } = awsPortsAt(`http://127.0.0.1:${aws.port}`);

  const { outcome } = await deliver({ ports, resource: 'late' });
  aws.createQueue('late', { region });
  const second = await deliver({ ports, resource: 'late' });

  expect(outcome).toMatchObject({
    retryable: false,
    reason: expect.stringMatching(/^sqs:GetQueueUrl on late in eu-west-1: it does not exist/),
  });
  expect(second.outcome).toMatchObject({ outcome: 'delivered' });
});

test('a queue that outputs.json does not name is not guessed', async () => {
  const { outcome } = await deliver({ resource: null });

  expect(outcome).toMatchObject({ reason: 'outputs.json names no queue for aws-sqs:soc' });
});

describe('a service that', () => {
  const json = { 'content-type': 'application/x-amz-json-1.0' };

  async function deliverTo(send: Answer, changes: object = {}) {
    const service = await startAwsService((request, response) => {
      const isLookup = request.headers['x-amz-target'] === 'AmazonSQS.GetQueueUrl';
      const url = `http://127.0.0.1/000000000000/soar`;
      return isLookup
        ? awsJson({ QueueUrl: url }, 200, json)(request, response)
        : send(request, response);
    });
    server = service;
    const given = { alert, resource: 'soar', ports: service.ports, ...changes };
    return { outcome: await awsSqs.deliver(aDelivery(given)), service };
  }

  test.each<[string, Answer, boolean, RegExp]>([
    ['throttles', awsRefusal('RequestThrottled', 400), true, /RequestThrottled/],
    ['denies', awsRefusal('AccessDeniedException', 403), false, /allows sqs:SendMessage/],
    ['breaks', awsRefusal('InternalError', 500), true, /InternalError/],
  ])('%s', async (_name, answer, retryable, reason) => {
    const { outcome } = await deliverTo(answer);

    expect(outcome).toMatchObject({ retryable, reason: expect.stringMatching(reason) });
  });

  test('takes less than most is sent less, and given up at last', async () => {
    const message = 'One or more parameters are invalid. Reason: Message must be shorter than 9';
    const publication = { record: { texts: Array(300).fill('x'.repeat(2000)) } };

    const { outcome, service } = await deliverTo(
      awsRefusal('InvalidParameterValue', 400, message),
      { publication },
    );

    expect(outcome).toMatchObject({ outcome: 'failed', retryable: false });
    const sizes = service
      .bodies()
      .map((body): { MessageBody?: string } => JSON.parse(body))
      .flatMap(({ MessageBody }) => (MessageBody === undefined ? [] : [MessageBody.length]));
    expect(sizes).toHaveLength(5);
    expect(sizes.at(-1)).toBeLessThanOrEqual(824);
  });
});
