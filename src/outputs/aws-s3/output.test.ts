import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { startS3 } from '../../../testing/aws-emulators.ts';
import { awsPortsAt, startAwsService } from '../../../testing/aws-service.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { type Answer, answering, type TestServer } from '../../../testing/http-server.ts';
import { awsS3 } from './output.ts';

let s3: Awaited<ReturnType<typeof startS3>>;
beforeAll(async () => {
  s3 = await startS3('acme-alerts');
});
afterAll(() => s3.stop());

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const ports = () => awsPortsAt(s3.endpoint, { hasOwnEndpoint: true }).ports;
const alert = anAlert({
  id: '0b5d7a52-6d1c-4a5e-9f0e-1c2d3e4f5a6b',
  createdAt: Date.UTC(2026, 2, 14, 23, 59, 59),
});

async function keys(): Promise<readonly (string | undefined)[]> {
  const { Contents = [] } = await s3.client.send(
    new ListObjectsV2Command({ Bucket: 'acme-alerts' }),
  );
  return Contents.map(({ Key }) => Key);
}

test('an alert is one object, by the hour in UTC, however often it is delivered', async () => {
  const publication = { record: { big: 2n ** 70n, é: 1 }, '@slack.text': 'no' };
  const delivery = aDelivery({ alert, publication, resource: 'acme-alerts', ports: ports() });

  const outcomes = [await awsS3.deliver(delivery), await awsS3.deliver(delivery)];

  const key = 'alerts/dt=2026-03-14-23/http_okta_a_rule_0b5d7a52-6d1c-4a5e-9f0e-1c2d3e4f5a6b.json';
  const delivered = { outcome: 'delivered', reference: { key } };
  expect(outcomes).toEqual([delivered, delivered]);
  expect(await keys()).toEqual([key]);
  const { Body, ContentType } = await s3.client.send(
    new GetObjectCommand({ Bucket: 'acme-alerts', Key: key }),
  );
  expect(await Body?.transformToString()).toBe('{"record":{"big":1180591620717411303424,"é":1}}');
  expect(ContentType).toBe('application/json');
});

test('a summary of what merged is one object beside that of the first alert, with all that merged so far', async () => {
  const group = { firstId: 'first', count: 2, isFirstSent: true, isOpen: true };
  const at = { createdAt: Date.UTC(2026, 4, 1), origin: { ...alert.origin, resource: 'merging' } };
  const first = anAlert({ ...at, id: 'first' });
  const merged = (count: number) =>
    anAlert({ ...at, id: 'merged', group: { ...group, count }, record: { AlertCount: count } });

  for (const each of [first, merged(2), merged(3)]) {
    await awsS3.deliver(aDelivery({ alert: each, resource: 'acme-alerts', ports: ports() }));
  }

  const written = (await keys()).filter((key) => key?.includes('merging'));
  expect(written).toEqual([
    'alerts/dt=2026-05-01-00/http_merging_a_rule_first.json',
    'alerts/dt=2026-05-01-00/http_merging_a_rule_merged.json',
  ]);
  const { Body } = await s3.client.send(
    new GetObjectCommand({ Bucket: 'acme-alerts', Key: written[1] }),
  );
  expect(await Body?.transformToString()).toContain('"record":{"AlertCount":3}');
});

test('names of sources and rules cannot lead to another folder, or make a key too long', async () => {
  const hostile = anAlert({
    id: 'a1',
    ruleName: '../../etc/passwd',
    origin: { ...alert.origin, resource: `a/../b?c#d é${'x'.repeat(2000)}` },
    createdAt: alert.createdAt,
  });

  const outcome = await awsS3.deliver(
    aDelivery({ alert: hostile, resource: 'acme-alerts', ports: ports() }),
  );

  expect(outcome).toMatchObject({
    reference: {
      key: expect.stringMatching(
        /^alerts\/dt=2026-03-14-23\/http_a-\.\.-b-c-d-x{180,190}_\.\.-\.\.-etc-passwd_a1\.json$/,
      ),
    },
  });
});

test('a bucket that is not there is a failure that says so', async () => {
  const outcome = await awsS3.deliver(aDelivery({ alert, resource: 'nobodys', ports: ports() }));

  expect(outcome).toMatchObject({
    outcome: 'failed',
    retryable: false,
    reason: expect.stringMatching(/^s3:PutObject on nobodys in eu-west-1: it does not exist/),
  });
});

test('a bucket that outputs.json does not name is not guessed', async () => {
  const outcome = await awsS3.deliver(aDelivery({ alert, ports: ports() }));

  expect(outcome).toMatchObject({ reason: 'outputs.json names no bucket for aws-s3:soc' });
});

const refusal = (status: number, code: string): Answer =>
  answering(status, {}, `<Error><Code>${code}</Code><Message>no</Message></Error>`);

test.each<[string, Answer, boolean, RegExp]>([
  ['denied', refusal(403, 'AccessDenied'), false, /needs? a policy that allows s3:PutObject/],
  ['slowed down', refusal(503, 'SlowDown'), true, /SlowDown/],
  ['broken', refusal(500, 'InternalError'), true, /InternalError/],
  ['a page', answering(200, {}, '<html>Please log in'), true, /not the service's/],
])('%s', async (_name, answer, retryable, reason) => {
  const service = await startAwsService(answer);
  server = service;

  const outcome = await awsS3.deliver(
    aDelivery({
      alert,
      resource: 'acme-alerts',
      ports: awsPortsAt(service.url, { hasOwnEndpoint: true }).ports,
    }),
  );

  expect(outcome).toMatchObject({ retryable, reason: expect.stringMatching(reason) });
});
