import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { awsRefusal, startAwsService } from '../../../testing/aws-service.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import {
  type Answer,
  answering,
  answeringHalf,
  neverAnswering,
  type TestServer,
} from '../../../testing/http-server.ts';
import { awsLambdaV2 } from './output.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const functionArn = 'arn:aws:lambda:us-west-2:111122223333:function:triage';
const role = 'arn:aws:iam::111122223333:role/streamalert';
const accepted = answering(202);

const tokens = (expiration: string): string => `<AssumeRoleResponse
  xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><AssumedRoleUser>
  <Arn>arn</Arn></AssumedRoleUser><Credentials><AccessKeyId>ASIATEMPORARY</AccessKeyId>
  <SecretAccessKey>canary-temporary</SecretAccessKey><SessionToken>token&amp;1</SessionToken>
  <Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const stsRefusal = (code: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`;

async function start(sts: Answer = answering(200, {}, tokens(inAnHour())), lambda = accepted) {
  const service = await startAwsService((request, response) =>
    request.path === '/' ? sts(request, response) : lambda(request, response),
  );
  server = service;
  const deliver = async (
    credentials: object = {},
    publication: object = { record: { user: 'ann' } },
  ) =>
    awsLambdaV2.deliver(
      aDelivery({
        alert: anAlert({ id: 'a1' }),
        ports: service.ports,
        publication: { ...publication },
        credentials: { lambda_function_arn: functionArn, ...credentials },
      }),
    );
  return { deliver, requests: service.requests };
}

test('a function of another account and region is invoked by its ARN', async () => {
  const { deliver, requests } = await start();

  const outcome = await deliver();

  expect(outcome).toEqual({ outcome: 'delivered' });
  expect(requests.map(({ path, body }) => [path, body])).toEqual([
    [
      `/2015-03-31/functions/${encodeURIComponent(functionArn)}/invocations`,
      '{"streamalert_delivery":"key-1","user":"ann"}',
    ],
  ]);
  expect(requests[0]?.headers['authorization']).toContain('/us-west-2/lambda/');
});

test('what was left empty at the prompt is not used', async () => {
  const { deliver, requests } = await start();

  await deliver({ function_qualifier: '', assume_role_arn: '' });

  expect(requests.map(({ path }) => path.split('?')[1])).toEqual([undefined]);
});

test.each([
  [{ '@aws-lambda-v2.alert_data': [2], '@aws-lambda.alert_data': [1] }, '[2]'],
  [{ '@aws-lambda.alert_data': [1] }, '[1]'],
])('publishers say what is given: %j', async (publication, body) => {
  const { deliver, requests } = await start();

  await deliver({}, publication);

  expect(requests[0]?.body).toBe(body);
});

describe('with a role', () => {
  const credentials = { assume_role_arn: role, function_qualifier: 'live' };

  test('the function is invoked in its name, and it is taken on once', async () => {
    const { deliver, requests } = await start();

    const outcomes = [await deliver(credentials), await deliver(credentials)];

    expect(outcomes).toEqual([{ outcome: 'delivered' }, { outcome: 'delivered' }]);
    const [assumed, ...invoked] = requests;
    expect(Object.fromEntries(new URLSearchParams(assumed?.body))).toEqual({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: role,
      RoleSessionName: 'streamalert_alert_processor',
    });
    expect(assumed?.headers['authorization']).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/us-west-2\/sts\/aws4_request/,
    );
    expect(invoked.map(({ path }) => path.split('?')[1])).toEqual([
      'Qualifier=live',
      'Qualifier=live',
    ]);
    for (const { headers } of invoked) {
      expect(headers['x-amz-security-token']).toBe('token&1');
      expect(headers['authorization']).toContain('Credential=ASIATEMPORARY/');
    }
  });

  test('credentials that are about to end are not used again', async () => {
    const soon = new Date(Date.now() + 60_000).toISOString();
    const { deliver, requests } = await start(answering(200, {}, tokens(soon)));

    await deliver(credentials);
    await deliver(credentials);

    expect(requests.filter(({ path }) => path === '/')).toHaveLength(2);
  });

  test.each<[string, Answer, boolean, RegExp]>([
    ['may not', answering(403, {}, stsRefusal('AccessDenied')), false, /allows sts:AssumeRole/],
    ['is throttled', answering(400, {}, stsRefusal('Throttling')), true, /Throttling/],
    ['finds no service', answering(503, {}, '<html><p>busy</html>'), true, /Unknown/],
    ['gets a page', answering(200, {}, '<html></html>'), true, /is the endpoint right/],
    ['gets half an answer', answeringHalf, true, /\w/],
  ])('that it %s nothing is invoked', async (_name, sts, retryable, reason) => {
    const { deliver, requests } = await start(sts);

    const outcome = await deliver(credentials);

    expect(outcome).toMatchObject({
      outcome: 'failed',
      retryable,
      reason: expect.stringMatching(reason),
    });
    expect(outcome).toMatchObject({ reason: expect.stringContaining(`sts:AssumeRole on ${role}`) });
    expect(requests.filter(({ path }) => path !== '/')).toEqual([]);
  });

  test('no credential is told when the function refuses', async () => {
    const { deliver } = await start(undefined, awsRefusal('AccessDeniedException', 403));

    const outcome = await deliver(credentials);

    expect(outcome).toMatchObject({ outcome: 'failed', retryable: false });
    expect(JSON.stringify(outcome)).not.toMatch(/canary|token&1/);
  });
});

test('a function that does not answer is asked again later', async () => {
  const { deliver } = await start(undefined, neverAnswering);

  expect(await deliver()).toMatchObject({ outcome: 'failed', retryable: true });
});
