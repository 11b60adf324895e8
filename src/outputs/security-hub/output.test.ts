import { afterEach, describe, expect, test } from 'vitest';
import type { Alert } from '../../domain/alert.ts';
import { defaultPublication } from '../../domain/default-publication.ts';
import { anAlert } from '../../../testing/alert-builder.ts';
import { awsJson, awsPortsAt, awsRefusal, startAwsService } from '../../../testing/aws-service.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import {
  type Answer,
  answeringHalf,
  neverAnswering,
  type TestServer,
} from '../../../testing/http-server.ts';
import { securityHub } from './output.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const productArn = 'arn:aws:securityhub:eu-west-1:000000000000:product/000000000000/default';
const alert = anAlert({
  id: 'a1',
  attack: ['TA0001:T1078.004'],
  tags: ['cloud'],
  references: ['see the wiki', 'https://wiki.example/root'],
  runbook: 'Call\nann',
});

const imported = awsJson({ FailedCount: 0, SuccessCount: 1, FailedFindings: [] });
const notImported = (ErrorCode: string) =>
  awsJson({
    FailedCount: 1,
    SuccessCount: 0,
    FailedFindings: [{ Id: 'streamalert/a1', ErrorCode, ErrorMessage: 'said by the service' }],
  });
const updated = awsJson({
  ProcessedFindings: [{ Id: 'streamalert/a1', ProductArn: productArn }],
  UnprocessedFindings: [],
});
const notUpdated = (ErrorCode: string) =>
  awsJson({
    ProcessedFindings: [],
    UnprocessedFindings: [
      {
        FindingIdentifier: { Id: 'streamalert/a1', ProductArn: productArn },
        ErrorCode,
        ErrorMessage: 'said by the service',
      },
    ],
  });

async function start(answer: Answer) {
  const service = await startAwsService(answer);
  server = service;
  return service;
}

async function deliver(changes: object = {}, answer: Answer = imported) {
  const service = await start(answer);
  const outcome = await securityHub.deliver(aDelivery({ alert, ports: service.ports, ...changes }));
  const findings = service.bodies().map((body) => JSON.parse(body).Findings[0]);
  return { outcome, finding: findings[0], findings, service };
}

test('an alert is a finding of the default product of the account', async () => {
  const before = Date.now();

  const { outcome, finding, service } = await deliver();

  expect(outcome).toEqual({ outcome: 'delivered', reference: { id: 'streamalert/a1' } });
  expect(service.requests[0]).toMatchObject({ method: 'POST', path: '/findings/import' });
  expect(finding).toEqual({
    SchemaVersion: '2018-10-08',
    Id: 'streamalert/a1',
    ProductArn: productArn,
    ProductName: 'StreamAlert',
    CompanyName: 'StreamAlert',
    GeneratorId: 'streamalert/a_rule',
    AwsAccountId: '000000000000',
    CreatedAt: '2026-03-14T11:42:07.000Z',
    FirstObservedAt: '2026-03-14T11:42:00.000Z',
    UpdatedAt: expect.any(String),
    Title: 'Something happened to ann',
    Description: 'Something happened',
    FindingProviderFields: {
      Severity: { Label: 'HIGH', Original: 'HIGH' },
      Types: ['TTPs/Initial Access/T1078.004'],
    },
    Remediation: { Recommendation: { Text: 'Call ann', Url: 'https://wiki.example/root' } },
    ProductFields: {
      'streamalert/alert_id': 'a1',
      'streamalert/rule_name': 'a_rule',
      'streamalert/log_type': 'okta:system',
      'streamalert/attack': 'TA0001:T1078.004',
      'streamalert/tags': 'cloud',
      'streamalert/delivery': 'key-1',
    },
    Resources: [
      {
        Type: 'Other',
        Id: 'http:okta',
        Partition: 'aws',
        Region: 'eu-west-1',
        Details: { Other: { user: 'ann' } },
      },
    ],
  });
  // Of a finding that is not newer nothing would be taken.
  expect(Date.parse(finding.UpdatedAt)).toBeGreaterThanOrEqual(before);
});

test('a product given by its ARN is asked for in its account and region', async () => {
  const product_arn =
    'arn:aws-us-gov:securityhub:us-gov-west-1:111122223333:product/111122223333/default';

  const { finding, service } = await deliver({ credentials: { product_arn } });

  expect(finding).toMatchObject({
    ProductArn: product_arn,
    AwsAccountId: '111122223333',
    Resources: [{ Partition: 'aws-us-gov', Region: 'us-gov-west-1' }],
  });
  expect(service.requests[0]?.headers['authorization']).toContain('/us-gov-west-1/securityhub/');
});

test('without an account nothing is guessed', async () => {
  const { ports } = awsPortsAt('http://127.0.0.1:1', { accountId: '' });

  const outcome = await securityHub.deliver(aDelivery({ alert, ports }));

  expect(outcome).toMatchObject({
    retryable: true,
    reason: expect.stringMatching(/aws_account_id into global\.json/),
  });
});

test.each<[Alert['severity'], string]>([
  ['info', 'INFORMATIONAL'],
  ['low', 'LOW'],
  ['medium', 'MEDIUM'],
  ['critical', 'CRITICAL'],
])('an alert that is %s has the label %s', async (severity, label) => {
  const { finding } = await deliver({ alert: { ...alert, severity } });

  expect(finding.FindingProviderFields.Severity.Label).toBe(label);
});

test.each<[readonly string[], readonly string[]]>([
  [[], ['Unusual Behaviors']],
  [['no ATT&CK'], ['TTPs']],
  [['T1078'], ['TTPs']],
  [['TA0011'], ['TTPs/Command and Control']],
  [
    ['TA0010:T1567', 'TA0040:T1486'],
    ['Effects/Data Exfiltration/T1567', 'Effects'],
  ],
  [['TA0043', 'TA0042', 'TA9999'], ['TTPs']],
])('what is %j in ATT&CK has the types %j', async (attack, types) => {
  const { finding } = await deliver({ alert: { ...alert, attack } });

  expect(finding.FindingProviderFields.Types).toEqual(types);
});

test('nothing is longer than the format takes, and nothing is empty', async () => {
  const long = '日'.repeat(20_000);
  const record = Object.fromEntries(
    Array.from({ length: 300 }, (_each, index) => [index === 0 ? '' : `${index}${long}`, long]),
  );
  const large = anAlert({
    id: 'a1',
    ruleName: long,
    title: long,
    description: long,
    runbook: long,
    logType: long,
    tags: ['', long],
    attack: Array.from({ length: 90 }, (_each, index) => `TA0001:T${1000 + index}`),
    record: { ...record, empty: '', blank: ' ', nothing: null, list: [1, { a: 2n ** 70n }] },
    origin: { ...alert.origin, resource: long },
  });

  const { finding, service } = await deliver({
    alert: large,
    publication: defaultPublication(large),
  });

  expect(Buffer.byteLength(service.bodies()[0] ?? '')).toBeLessThan(240_000);
  expect(finding.Title).toHaveLength(256);
  expect(finding.Description.length).toBeLessThanOrEqual(1024);
  expect(finding.Description).toContain('shortened; alert a1 has all of it');
  expect(finding.GeneratorId.length).toBeLessThanOrEqual(512);
  expect(finding.Remediation.Recommendation.Text.length).toBeLessThanOrEqual(512);
  expect(finding.FindingProviderFields.Types).toHaveLength(50);
  const [{ Id, Details }] = finding.Resources;
  expect(Id.length).toBeLessThanOrEqual(512);
  const details = Object.entries<string>(Details.Other);
  expect(details).toHaveLength(50);
  for (const [key, text] of [...details, ...Object.entries<string>(finding.ProductFields)]) {
    expect(key).toMatch(/\S/);
    expect(key.length).toBeLessThan(128);
    expect(text).toMatch(/\S/);
    expect(text.length).toBeLessThan(2049);
  }
  expect(Details.Other['streamalert_shortened']).toMatch(/^\d+ more; shortened; alert a1/);
});

test('publishers say title, description, severity and types, and what they drop is not told', async () => {
  const publication = {
    '@security-hub.title': 'Look',
    '@security-hub.description': 'Now',
    '@security-hub.severity': 'low',
    '@security-hub.types': ['Effects', 7],
    record: { kept: true },
  };

  const { finding } = await deliver({ publication });
  await server?.close();
  const { finding: bare } = await deliver({ publication: { record: {} } });

  expect(finding).toMatchObject({
    Title: 'Look',
    Description: 'Now',
    FindingProviderFields: { Severity: { Label: 'LOW' }, Types: ['Effects'] },
    Resources: [{ Details: { Other: { kept: 'true' } } }],
  });
  expect(bare).toMatchObject({ Title: 'a_rule', Description: 'a_rule' });
  expect(JSON.stringify(bare.Resources)).not.toContain('ann');
});

test.each([
  ['title', 1],
  ['description', 1],
  ['severity', 1],
  ['severity', 'worst'],
])('a %s that is %j is not sent', async (field, value) => {
  const { outcome, findings } = await deliver({
    publication: { [`@security-hub.${field}`]: value },
  });

  expect(outcome).toMatchObject({
    isAboutAlert: true,
    reason: expect.stringContaining(`@security-hub.${field}`),
  });
  expect(findings).toEqual([]);
});

test('what merges into an alert changes its finding, however it is sent', async () => {
  const service = await start(imported);
  const group = { firstId: 'a1', count: 12, isFirstSent: true, isOpen: true };
  const merged = anAlert({ id: 'm1', group, record: { AlertCount: 12 } });
  const request = aDelivery({ alert: merged, ports: service.ports, idempotencyKey: 'key-2' });

  const outcomes = [
    await securityHub.update?.({ ...request, reference: { id: 'streamalert/a1' } }),
    await securityHub.deliver(request),
  ];

  const delivered = { outcome: 'delivered', reference: { id: 'streamalert/a1' } };
  expect(outcomes).toEqual([delivered, delivered]);
  const findings = service.bodies().map((body) => JSON.parse(body).Findings[0]);
  for (const finding of findings) {
    expect(finding).toMatchObject({
      Id: 'streamalert/a1',
      Description: expect.stringContaining('12 alerts'),
      ProductFields: { 'streamalert/alerts': '12' },
    });
  }
});

describe.each([
  ['acknowledge', 'NOTIFIED', 'Acknowledged'],
  ['resolve', 'RESOLVED', 'Resolved'],
] as const)('to %s an alert', (action, status, verb) => {
  async function settle(answer: Answer, changes: object = {}) {
    const service = await start(answer);
    const request = { ...aDelivery({ alert, ports: service.ports }), by: 'ann', note: 'a\ntest' };
    const outcome = await securityHub[action]?.({
      ...request,
      reference: { id: 'streamalert/a0' },
      ...changes,
    });
    return { outcome, service, sent: service.bodies().map((body): unknown => JSON.parse(body)) };
  }

  test('says so in the workflow of its finding', async () => {
    const { outcome, service, sent } = await settle(updated);

    expect(outcome).toEqual({ outcome: 'delivered', reference: { id: 'streamalert/a0' } });
    expect(service.requests[0]).toMatchObject({ method: 'PATCH', path: '/findings/batchupdate' });
    expect(sent).toEqual([
      {
        FindingIdentifiers: [{ Id: 'streamalert/a0', ProductArn: productArn }],
        Workflow: { Status: status },
        Note: { Text: `${verb} in StreamAlert: a test`, UpdatedBy: 'ann' },
      },
    ]);
  });

  test('may have no note, or one that is too long', async () => {
    const { sent: none } = await settle(updated, { note: null, reference: {} });
    await server?.close();
    const { sent: long } = await settle(updated, { note: 'x'.repeat(9_000), by: '' });

    expect(none).toMatchObject([
      {
        FindingIdentifiers: [{ Id: 'streamalert/a1' }],
        Note: { Text: `${verb} in StreamAlert` },
      },
    ]);
    expect(long).toMatchObject([{ Note: { UpdatedBy: 'StreamAlert' } }]);
    expect(JSON.stringify(long).length).toBeLessThan(1000);
  });

  test.each<[string, Answer, boolean, RegExp]>([
    ['is not there yet', notUpdated('FindingNotFound'), true, /does not exist \(FindingNotFound/],
    ['changes just now', notUpdated('ConcurrentUpdateError'), true, /ConcurrentUpdate/],
    ['may not be changed so', notUpdated('InvalidInput'), false, /InvalidInput: said by/],
    ['is not mentioned', awsJson({}), true, /without a reason/],
    [
      'may not be changed by us',
      awsRefusal('AccessDeniedException', 403),
      false,
      /allows securityhub:BatchUpdateFindings/,
    ],
    ['is asked about too often', awsRefusal('TooManyRequestsException', 429), true, /TooMany/],
  ])('of a finding that %s', async (_name, answer, retryable, reason) => {
    const { outcome } = await settle(answer);

    expect(outcome).toMatchObject({ outcome: 'failed', retryable });
    expect(outcome).toMatchObject({ reason: expect.stringMatching(reason) });
  });
});

describe('a service that', () => {
  test.each<[string, Answer, boolean, RegExp]>([
    [
      'refuses the finding',
      notImported('InvalidInput'),
      false,
      /^securityhub:BatchImportFindings on arn:\S+ in eu-west-1: InvalidInput: said by the service/,
    ],
    ['breaks at the finding', notImported('InternalError'), true, /InternalError/],
    ['counts a failure it does not name', awsJson({ FailedCount: 1 }), true, /without a reason/],
    ['throttles', awsRefusal('TooManyRequestsException', 429), true, /TooManyRequests/],
    ['has used up a limit', awsRefusal('LimitExceededException', 429), true, /LimitExceeded/],
    [
      'denies access',
      awsRefusal('AccessDeniedException', 403),
      false,
      /need a policy that allows securityhub:BatchImportFindings/,
    ],
    [
      'is not switched on',
      awsRefusal('InvalidAccessException', 401, 'Account is not subscribed to AWS Security Hub'),
      false,
      /not subscribed/,
    ],
    ['breaks', awsRefusal('InternalException', 500), true, /InternalException/],
    ['does not answer', neverAnswering, true, /no answer in time/],
    ['hangs up', answeringHalf, true, /\w/],
  ])('%s', async (_name, answer, retryable, reason) => {
    const { outcome, findings } = await deliver({}, answer);

    expect(outcome).toMatchObject({ outcome: 'failed', retryable });
    expect(outcome).toMatchObject({ reason: expect.stringMatching(reason) });
    expect(JSON.stringify(outcome)).not.toContain('canary-secret');
    expect(findings).toHaveLength(1);
  });

  test('is not there is asked again later', async () => {
    const { ports } = awsPortsAt('http://127.0.0.1:1');

    expect(await securityHub.deliver(aDelivery({ alert, ports }))).toMatchObject({
      retryable: true,
      reason: expect.stringMatching(/the connection was refused/),
    });
  });
});
