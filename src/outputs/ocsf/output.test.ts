import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { startS3 } from '../../../testing/aws-emulators.ts';
import { awsJson, awsPortsAt, awsRefusal, startAwsService } from '../../../testing/aws-service.ts';
import { aDelivery, testOutputPorts } from '../../../testing/delivery.ts';
import { type Answer, type TestServer } from '../../../testing/http-server.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { ocsf } from './output.ts';

const alert = anAlert({ id: 'a1' });

describe('an endpoint', () => {
  const route = 'POST /ingest';
  let vendor: Vendor | undefined;
  afterEach(() => vendor?.close());

  async function deliver(changes: object = {}, instead: Routes = {}, credentials: object = {}) {
    vendor = await startVendor({ [route]: json({}), ...instead });
    const outcome = await ocsf.deliver(
      aDelivery({ alert, resource: `${vendor.url}/ingest`, credentials, ...changes }),
    );
    return { outcome, event: vendor.sent(route)[0] };
  }

  test('gets a finding as JSON', async () => {
    const { outcome, event } = await deliver();

    expect(outcome).toEqual({ outcome: 'delivered', reference: { finding_uid: 'a1' } });
    expect(event).toMatchObject({
      class_uid: 2004,
      activity_id: 1,
      metadata: { uid: 'key-1', version: '1.8.0' },
      evidences: [{ data: { user: 'ann' } }],
    });
    expect(vendor?.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  test.each([
    [{ token: 'canary-token' }, { authorization: 'Bearer canary-token' }],
    [{ token: 'canary-token', token_header: 'x-api-key' }, { 'x-api-key': 'canary-token' }],
  ])('may ask for a token', async (credentials, headers) => {
    await deliver({}, {}, credentials);

    expect(vendor?.requests[0]?.headers).toMatchObject(headers);
  });

  test.each([
    [{ token_header: 'x-api-key' }, 'token (token_header is of no use without token'],
    [{ token: 'canary', token_header: 'a: b' }, 'token_header'],
    [{ token: 'can ary' }, 'token'],
  ])('with credentials that do not fit gets nothing: %j', async (credentials, reason) => {
    const { outcome } = await deliver({}, {}, credentials);

    expect(outcome).toMatchObject({
      retryable: true,
      reason: expect.stringContaining(`the stored credentials do not fit: ${reason}`),
    });
    expect(vendor?.calls).toEqual([]);
  });

  test('that answers without a word has it', async () => {
    const { outcome } = await deliver({}, { [route]: (_request, to) => void to.end('ok') });

    expect(outcome).toMatchObject({ outcome: 'delivered' });
  });

  test('that finds it too large gets it shorter, and sound', async () => {
    const { outcome } = await deliver(
      { publication: { record: { text: 'x'.repeat(700_000) } } },
      {
        [route]: (request, response) => {
          response.writeHead(request.body.length > 600_000 ? 413 : 200).end();
        },
      },
    );

    expect(outcome).toMatchObject({ outcome: 'delivered' });
    expect(vendor?.sent(route)[1]).toMatchObject({
      class_uid: 2004,
      unmapped: { streamalert_shortened: 'shortened; alert a1 has all of it' },
    });
  });

  test.each([
    ['update', {}, { activity_id: 2, status_id: 1 }, 'key-1'],
    [
      'acknowledge',
      { note: null },
      { activity_id: 2, status_id: 2, comment: 'ann' },
      'key-1-in-progress',
    ],
    [
      'resolve',
      { note: 'a test' },
      { activity_id: 3, status_id: 4, comment: 'ann: a test' },
      'key-1-resolved',
    ],
  ] as const)(
    'is told of %s as of another event of the finding',
    async (action, more, told, uid) => {
      vendor = await startVendor({ [route]: json({}) });
      const group = { firstId: 'a1', count: 3, isFirstSent: true, isOpen: true };
      const merged = anAlert({ id: 'm1', group });
      const request = aDelivery({
        alert: merged,
        resource: `${vendor.url}/ingest`,
        credentials: {},
      });

      const outcome = await ocsf[action]?.({
        ...request,
        reference: { finding_uid: 'a1' },
        by: 'ann',
        note: null,
        ...more,
      });

      expect(outcome).toMatchObject({ outcome: 'delivered', reference: { finding_uid: 'a1' } });
      expect(vendor.sent(route)).toMatchObject([
        { ...told, count: 3, metadata: { uid }, finding_info: { uid: 'a1' } },
      ]);
    },
  );

  test('is told of a summary as of an update, where the first alert went out', async () => {
    const group = { firstId: 'a1', count: 3, isFirstSent: true, isOpen: false };
    const { event } = await deliver({ alert: anAlert({ id: 'm1', group }) });
    await vendor?.close();
    const held = { ...group, isFirstSent: false };
    const { event: first } = await deliver({ alert: anAlert({ id: 'm1', group: held }) });

    expect(event).toMatchObject({ activity_id: 2 });
    expect(first).toMatchObject({ activity_id: 1 });
  });

  testRefusals(
    [{ route }],
    ['canary-token'],
    async (instead) => (await deliver({}, instead, { token: 'canary-token' })).outcome,
  );
});

describe('a bucket', () => {
  let s3: Awaited<ReturnType<typeof startS3>>;
  beforeAll(async () => {
    s3 = await startS3('acme-findings');
  });
  afterAll(() => s3.stop());

  const ports = () => awsPortsAt(s3.endpoint, { hasOwnEndpoint: true }).ports;

  test.each([
    ['s3://acme-findings/ext/streamalert/', 'ext/streamalert/eventDay=20260314/key-1.json'],
    ['s3://acme-findings', 'eventDay=20260314/key-1.json'],
  ])(
    'such as %s has one object for each event, however often it is sent',
    async (resource, key) => {
      const delivery = aDelivery({ alert, resource, ports: ports() });

      const outcomes = [await ocsf.deliver(delivery), await ocsf.deliver(delivery)];

      const delivered = { outcome: 'delivered', reference: { finding_uid: 'a1', key } };
      expect(outcomes).toEqual([delivered, delivered]);
      const { Contents = [] } = await s3.client.send(
        new ListObjectsV2Command({ Bucket: 'acme-findings', Prefix: key }),
      );
      expect(Contents).toHaveLength(1);
      const { Body } = await s3.client.send(
        new GetObjectCommand({ Bucket: 'acme-findings', Key: key }),
      );
      const text = (await Body?.transformToString()) ?? '';
      expect(text).toMatch(/^\{.*\}\n$/);
      expect(JSON.parse(text)).toMatchObject({ class_uid: 2004, metadata: { uid: 'key-1' } });
    },
  );

  test('that is not there is told', async () => {
    const resource = 's3://nobody-has-it';

    expect(await ocsf.deliver(aDelivery({ alert, resource, ports: ports() }))).toMatchObject({
      outcome: 'failed',
      retryable: false,
      reason: expect.stringMatching(/s3:PutObject on nobody-has-it .* it does not exist/),
    });
  });
});

describe('a stream', () => {
  const resource = 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/findings';
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  async function deliver(answer: Answer, changes: object = {}) {
    const service = await startAwsService(answer);
    server = service;
    const outcome = await ocsf.deliver(
      aDelivery({ alert, resource, ports: service.ports, ...changes }),
    );
    const lines = service
      .bodies()
      .map((body) => Buffer.from(JSON.parse(body).Record.Data, 'base64').toString());
    return { outcome, lines };
  }

  test('gets a finding as a line, which it makes Parquet of', async () => {
    const { outcome, lines } = await deliver(awsJson({ RecordId: 'r1' }));

    expect(outcome).toEqual({ outcome: 'delivered', reference: { finding_uid: 'a1', id: 'r1' } });
    expect(lines).toEqual([expect.stringMatching(/^\{"activity_id":1,.*\}\n$/)]);
  });

  test('takes no more than 1,000 KiB', async () => {
    const publication = { record: { texts: Array(400).fill('é'.repeat(5_000)) } };

    const { outcome, lines } = await deliver(awsJson({ RecordId: 'r1' }), { publication });

    expect(outcome).toMatchObject({ outcome: 'delivered' });
    expect(Buffer.byteLength(lines[0] ?? '')).toBeLessThanOrEqual(1_000_000);
    expect(lines[0]).toContain('shortened; alert a1 has all of it');
  });

  test('that may not be written to is told', async () => {
    const { outcome } = await deliver(awsRefusal('AccessDeniedException', 400));

    expect(outcome).toMatchObject({
      retryable: false,
      reason: expect.stringMatching(/allows firehose:PutRecord/),
    });
  });
});

test.each([
  [null, 'outputs.json names no endpoint, bucket or stream for ocsf:soc'],
  ['ftp://x', 'outputs.json names "ftp://x" for ocsf:soc: write https://…'],
  ['s3://A', 'outputs.json names "s3://A"'],
  ['findings', 'outputs.json names "findings"'],
  ['arn:aws:sqs:eu-west-1:111122223333:queue', 'outputs.json names "arn:aws:sqs'],
])('%s is nowhere to send a finding', async (resource, reason) => {
  const { ports } = testOutputPorts();

  expect(await ocsf.deliver(aDelivery({ alert, resource, ports }))).toMatchObject({
    outcome: 'failed',
    retryable: true,
    reason: expect.stringContaining(reason),
  });
});

test('a token is of no use for a bucket, and is not passed over', async () => {
  const credentials = { token: 'canary-token' };
  const resource = 's3://acme-findings/x';

  const outcome = await ocsf.deliver(aDelivery({ alert, resource, credentials }));

  expect(outcome).toMatchObject({
    retryable: true,
    reason: `the credentials have a token, which is of no use for ${resource}: remove it`,
  });
});
