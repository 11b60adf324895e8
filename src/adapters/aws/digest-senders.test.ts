import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { answering, startTestServer, type TestServer } from '../../../testing/http-server.ts';
import { sesDigestSender } from './ses.ts';
import { snsDigestSender, topicArn } from './sns.ts';

const digest = {
  subject: 'Alert statistics for 1 staged rule(s) [2021-03-05 09:01:02 UTC]',
  text: '◦ rule_name\n  - Alert Count:\t\t2',
  html: '<p>◦ rule_name</p>',
};
const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'canary' };
const region = 'eu-west-1';

describe('SNS', () => {
  let aws: FauxqsServer;
  beforeAll(async () => {
    aws = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false, defaultRegion: region });
  });
  afterAll(async () => {
    await aws.stop();
  });

  const client = () => ({ endpoint: `http://127.0.0.1:${aws.port}`, credentials });
  const topic = { region, accountId: '000000000000' };

  test('a topic gets subject and text, by its name and by its ARN', async () => {
    const { topicArn: arn } = aws.createTopic('stats', { region });
    aws.createQueue('readers', { region });
    aws.subscribe({ topic: 'stats', queue: 'readers', region });

    const byName = await snsDigestSender({ ...topic, topic: 'stats' }, client()).send(digest);
    const byArn = await snsDigestSender({ ...topic, topic: arn }, client()).send(digest);

    expect([byName, byArn]).toEqual([{ outcome: 'sent' }, { outcome: 'sent' }]);
    const bodies = aws
      .inspectQueue('readers')
      ?.messages.ready.map(({ body }): unknown => JSON.parse(body));
    const message = { Subject: digest.subject, Message: digest.text, TopicArn: arn };
    expect(bodies).toEqual([expect.objectContaining(message), expect.objectContaining(message)]);
  });

  test('a topic that does not exist is a failure that says so', async () => {
    const sending = await snsDigestSender({ ...topic, topic: 'nobody' }, client()).send(digest);

    expect(sending).toEqual({ outcome: 'failed', reason: expect.stringMatching(/NotFound/) });
  });

  test.each([
    ['eu-west-1', 'arn:aws:sns:eu-west-1:000000000000:stats'],
    ['cn-north-1', 'arn:aws-cn:sns:cn-north-1:000000000000:stats'],
    ['us-gov-west-1', 'arn:aws-us-gov:sns:us-gov-west-1:000000000000:stats'],
  ])('a name in %s is %s', (where, arn) => {
    expect(topicArn({ ...topic, region: where, topic: 'stats' })).toBe(arn);
  });
});

describe('SES', () => {
  const servers: TestServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });
  async function sesAnswering(status: number, body: object, headers = {}) {
    const answer = answering(
      status,
      { 'content-type': 'application/json', ...headers },
      JSON.stringify(body),
    );
    const server = await startTestServer(answer);
    servers.push(server);
    const to = ['soc@example.com', 'ann@example.com'];
    const sender = sesDigestSender(
      { from: 'StreamAlert <alerts@example.com>', to, region },
      { endpoint: server.url, credentials },
    );
    return { server, sender };
  }

  test('a mail is text and HTML', async () => {
    const { server, sender } = await sesAnswering(200, { MessageId: 'm-1' });

    expect(await sender.send(digest)).toEqual({ outcome: 'sent' });

    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/v2/email/outbound-emails' });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      FromEmailAddress: 'StreamAlert <alerts@example.com>',
      Destination: { ToAddresses: ['soc@example.com', 'ann@example.com'] },
      Content: {
        Simple: {
          Subject: { Data: digest.subject, Charset: 'UTF-8' },
          Body: {
            Text: { Data: digest.text, Charset: 'UTF-8' },
            Html: { Data: digest.html, Charset: 'UTF-8' },
          },
        },
      },
    });
  });

  test('a refusal says why, and holds no credential', async () => {
    const message = 'Email address is not verified: alerts@example.com';
    const { sender } = await sesAnswering(
      400,
      { message },
      { 'x-amzn-errortype': 'MessageRejected' },
    );

    const sending = await sender.send(digest);

    expect(sending).toEqual({ outcome: 'failed', reason: `MessageRejected: ${message}` });
  });

  test('a service that is not there is a failure', async () => {
    const { server, sender } = await sesAnswering(200, {});
    await server.close();

    expect(await sender.send(digest)).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
