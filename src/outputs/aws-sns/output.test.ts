import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { awsPortsAt, startAwsService } from '../../../testing/aws-service.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { type Answer, answering, type TestServer } from '../../../testing/http-server.ts';
import { inTurn } from '../../../testing/vendor-server.ts';
import { awsSns } from './output.ts';

const region = 'eu-west-1';
let aws: FauxqsServer;
beforeAll(async () => {
  aws = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false, defaultRegion: region });
});
afterAll(() => aws.stop());
beforeEach(() => {
  aws.purgeAll();
  aws.createTopic('alerts', { region });
  aws.createQueue('readers', { region });
  aws.subscribe({ topic: 'alerts', queue: 'readers', region });
});

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const alert = anAlert({ id: 'a1' });

async function deliver(changes: object = {}) {
  const { ports } = awsPortsAt(`http://127.0.0.1:${aws.port}`);
  const outcome = await awsSns.deliver(aDelivery({ alert, resource: 'alerts', ports, ...changes }));
  const got = aws
    .inspectQueue('readers')
    ?.messages.ready.map(({ body }): { Subject: string; Message: string } => JSON.parse(body));
  return { outcome, message: got?.[0] };
}

test('subscribers get a subject and the publication, sorted and indented, and a key', async () => {
  const publication = { record: { user: 'ann' }, a: 2n ** 70n, '@slack.text': 'no' };

  const { outcome, message } = await deliver({ publication });

  expect(outcome).toMatchObject({ outcome: 'delivered', reference: { id: expect.any(String) } });
  expect(message).toMatchObject({
    Subject: 'a_rule triggered alert a1',
    Message: '{\n  "a": 1180591620717411303424,\n  "record": {\n    "user": "ann"\n  }\n}',
    MessageAttributes: { streamalert_delivery: { Type: 'String', Value: 'key-1' } },
  });
});

test.each([
  [{ '@aws-sns.topic': 'old' }, 'old'],
  [{ '@aws-sns.topic': 'old', '@aws-sns.subject': 'new' }, 'new'],
  [{ '@aws-sns.subject': 'in\r\ntwo\tlines ' }, 'in two lines'],
  [{ '@aws-sns.subject': ' \n ' }, 'a_rule triggered alert a1'],
  [
    { '@aws-sns.subject': `${'a'.repeat(80)}${'b'.repeat(80)}` },
    `${'a'.repeat(47)} ... ${'b'.repeat(47)}`,
  ],
])('the subject that publishers set: %j', async (publication, subject) => {
  const { message } = await deliver({ publication });

  expect(message?.Subject).toBe(subject);
});

test('the message that publishers set is sent as it is', async () => {
  const { message } = await deliver({ publication: { '@aws-sns.message': 'Hello\nélan' } });

  expect(message?.Message).toBe('Hello\nélan');
});

test('characters that no message may have are replaced', async () => {
  const { message } = await deliver({
    publication: { '@aws-sns.message': 'a\0\uffff\ud800\té😀' },
  });

  expect(message?.Message).toBe('a\ufffd\ufffd\ufffd\té😀');
});

test.each(['subject', 'topic', 'message'])('a %s of another type is not sent', async (field) => {
  const { outcome, message } = await deliver({ publication: { [`@aws-sns.${field}`]: 1 } });

  expect(outcome).toMatchObject({
    isAboutAlert: true,
    reason: expect.stringContaining(`@aws-sns.${field}`),
  });
  expect(message).toBeUndefined();
});

test.each([
  [{ record: { texts: Array(400).fill('é'.repeat(500)) } }],
  [{ '@aws-sns.message': 'é'.repeat(200_000) }],
])('what is too large for a topic is shortened', async (publication) => {
  const { outcome, message } = await deliver({ publication });

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  expect(Buffer.byteLength(message?.Message ?? '')).toBeLessThanOrEqual(262_144 - 200);
  expect(message?.Message).toContain('shortened; alert a1 has all of it');
});

test('a FIFO topic passes on an alert once', async () => {
  aws.createTopic('alerts.fifo', { region, attributes: { FifoTopic: 'true' } });
  aws.createQueue('readers.fifo', { region, attributes: { FifoQueue: 'true' } });
  aws.subscribe({ topic: 'alerts.fifo', queue: 'readers.fifo', region });

  await deliver({ resource: 'alerts.fifo' });
  const { outcome } = await deliver({ resource: 'alerts.fifo' });

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  const ready = aws.inspectQueue('readers.fifo')?.messages.ready;
  expect(ready).toMatchObject([{ messageGroupId: 'a_rule' }]);
});

test('a topic that is not there is a failure that says so', async () => {
  const { outcome } = await deliver({ resource: 'nobody' });

  expect(outcome).toMatchObject({
    retryable: false,
    reason: expect.stringMatching(/^sns:Publish on nobody in eu-west-1: it does not exist/),
  });
});

test('a topic by its name needs an account', async () => {
  const { ports } = awsPortsAt(`http://127.0.0.1:${aws.port}`, { accountId: '' });

  const { outcome, message } = await deliver({ ports });

  expect(outcome).toMatchObject({
    retryable: true,
    reason: expect.stringMatching(/write its ARN into outputs.json, or aws_account_id/),
  });
  expect(message).toBeUndefined();
});

test('a topic that outputs.json does not name is not guessed', async () => {
  const { outcome } = await deliver({ resource: null });

  expect(outcome).toMatchObject({ reason: 'outputs.json names no topic for aws-sns:soc' });
});

describe('a service that', () => {
  const refusal = (status: number, code: string, message = 'no'): Answer =>
    answering(
      status,
      { 'content-type': 'text/xml', 'x-amzn-requestid': 'r-1' },
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
    );
  const taken = answering(
    200,
    { 'content-type': 'text/xml' },
    '<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>',
  );

  async function deliverTo(answer: Answer, changes: object = {}) {
    const service = await startAwsService(answer);
    server = service;
    const given = { alert, resource: 'alerts', ports: service.ports, ...changes };
    return { outcome: await awsSns.deliver(aDelivery(given)), service };
  }

  test.each<[string, Answer, boolean, RegExp]>([
    ['throttles', refusal(400, 'Throttled'), true, /Throttled/],
    ['denies', refusal(403, 'AuthorizationError'), false, /allows sns:Publish .*request r-1/],
    ['breaks', refusal(500, 'InternalError'), true, /InternalError/],
    ['is a page', answering(200, {}, '<html>Please log in</html>'), true, /\w/],
  ])('%s', async (_name, answer, retryable, reason) => {
    const { outcome } = await deliverTo(answer);

    expect(outcome).toMatchObject({ retryable, reason: expect.stringMatching(reason) });
  });

  test('takes less than most is sent less', async () => {
    const tooLong = refusal(400, 'InvalidParameter', 'Invalid parameter: Message too long');
    const publication = { record: { text: 'x'.repeat(3000) } };

    const { outcome, service } = await deliverTo(inTurn(tooLong, taken), { publication });

    expect(outcome).toEqual({ outcome: 'delivered', reference: { id: 'm-1' } });
    const [, second] = service.bodies().map((body) => new URLSearchParams(body).get('Message'));
    expect(second?.length).toBeLessThanOrEqual(1024);
  });

  test('is in the region of an ARN is asked there', async () => {
    const resource = 'arn:aws:sns:us-west-2:111122223333:theirs';

    const { service } = await deliverTo(taken, { resource });

    expect(service.requests[0]?.headers['authorization']).toContain('/us-west-2/sns/');
    expect(new URLSearchParams(service.bodies()[0]).get('TopicArn')).toBe(resource);
  });
});
