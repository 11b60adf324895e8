import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answering, startTestServer, type TestServer } from '../../testing/http-server.ts';
import { localOutputPorts } from './output-ports.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer(answering(202));
  // The SDK looks at the program's own environment.
  vi.stubEnv('AWS_ENDPOINT_URL', server.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'canary');
  vi.stubEnv('AWS_REGION', undefined);
  vi.stubEnv('AWS_DEFAULT_REGION', undefined);
  vi.stubEnv('AWS_PROFILE', undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

const account = { awsAccountId: '111122223333', prefix: 'acme', region: 'eu-west-1' };

function portsWith(env: Readonly<Record<string, string>>) {
  const config = { account: { ...account, kmsKeyAlias: '' } };
  const given = { AWS_ENDPOINT_URL: server.url, ...env };
  return localOutputPorts({ config, env: given, dataDir: '/nowhere', print: () => undefined });
}

const call = { functionName: 'triage', payload: '{}' };

test.each([
  [{}, 'eu-west-1'],
  [{ AWS_DEFAULT_REGION: 'us-east-2' }, 'us-east-2'],
  [{ AWS_REGION: 'us-west-2', AWS_DEFAULT_REGION: 'us-east-2' }, 'us-west-2'],
])('with %j AWS is that of %s', async (env, region) => {
  const sending = await portsWith(env).aws.invokeFunction(call);

  expect(sending).toMatchObject({ outcome: 'answered' });
  expect(server.requests[0]?.headers['authorization']).toContain(`/${region}/lambda/`);
});

test('roles are taken on at the endpoint of the environment, with its credentials', async () => {
  const roleArn = 'arn:aws:iam::111122223333:role/them';

  await portsWith({}).aws.invokeFunction({ ...call, roleArn });

  expect(server.requests).toMatchObject([
    {
      path: '/',
      body: expect.stringContaining('Action=AssumeRole'),
      headers: { authorization: expect.stringContaining('Credential=AKIAEXAMPLE/') },
    },
  ]);
});

test('a topic given by name is one of the account', async () => {
  await portsWith({}).aws.publish({
    topic: 'alerts',
    subject: 's',
    message: 'm',
    attributes: {},
    fifo: { group: 'g', deduplication: 'd' },
  });

  const topic = new URLSearchParams(server.requests[0]?.body).get('TopicArn');
  expect(topic).toBe('arn:aws:sns:eu-west-1:111122223333:alerts');
});

test('mail and syslog go where hosts are allowed by name, and nowhere else inside', async () => {
  const mail = {
    from: 'a@example.com',
    to: ['b@example.com'],
    subject: 's',
    bodies: { plain: 'p' },
    attachments: [],
    messageId: '<k@example.com>',
    headers: {},
  };
  const mailServer = { host: 'localhost', port: 1, tls: 'starttls' } as const;
  const syslogServer = {
    host: 'localhost',
    port: 1,
    transport: 'tls',
    framing: 'octet-counting',
  } as const;
  const open = portsWith({ STREAMALERT_ALLOW_HOSTS: 'localhost' });
  const shut = portsWith({});

  const refused = [
    await shut.mail.send(mailServer, mail),
    await shut.syslog.send(syslogServer, 'm'),
  ];
  const asked = [await open.mail.send(mailServer, mail), await open.syslog.send(syslogServer, 'm')];

  for (const outcome of refused) {
    expect(outcome).toMatchObject({ reason: expect.stringContaining('private address') });
  }
  for (const outcome of asked) {
    expect(outcome).toMatchObject({ reason: expect.stringMatching(/refused|ECONNREFUSED/) });
  }
});
