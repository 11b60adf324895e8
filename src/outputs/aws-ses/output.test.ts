import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { awsJson, awsRefusal, startAwsService } from '../../../testing/aws-service.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { type Answer, neverAnswering, type TestServer } from '../../../testing/http-server.ts';
import { partsOfMail } from '../../../testing/mail-parts.ts';
import { inTurn } from '../../../testing/vendor-server.ts';
import { awsSes } from './output.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const alert = anAlert({ id: 'a1' });
const taken = awsJson({ MessageId: 'm-1' });
const credentials = {
  from_email: 'StreamAlert <alerts@example.com>',
  to_emails: 'soc@example.com, Ann <ann@example.com>,',
};

async function deliver(changes: object = {}, answer: Answer = taken) {
  const service = await startAwsService(answer);
  server = service;
  const outcome = await awsSes.deliver(
    aDelivery({ alert, credentials, ports: service.ports, ...changes }),
  );
  const sent = service
    .bodies()
    .map((body): { Content: { Raw: { Data: string } } } => JSON.parse(body));
  const mails = sent.map(({ Content }) => Buffer.from(Content.Raw.Data, 'base64').toString());
  return { outcome, sent, mails, mail: partsOfMail(mails[0] ?? '') };
}

test('an alert is a mail to all recipients, with the record attached', async () => {
  const publication = { record: { user: 'ann', a: 2n ** 70n, é: 'ü' } };

  const { outcome, sent, mail } = await deliver({ publication });

  expect(outcome).toEqual({
    outcome: 'delivered',
    reference: {
      message_id: '<m-1@eu-west-1.amazonses.com>',
      subject: 'a_rule triggered alert a1',
    },
  });
  expect(sent[0]).toMatchObject({
    FromEmailAddress: 'StreamAlert <alerts@example.com>',
    Destination: { ToAddresses: ['soc@example.com', 'Ann <ann@example.com>'] },
  });
  expect(mail.headers).toMatchObject({
    from: 'StreamAlert <alerts@example.com>',
    to: 'soc@example.com, Ann <ann@example.com>',
    subject: 'a_rule triggered alert a1',
    'x-streamalert-alert': 'a1',
  });
  expect(mail.headers['content-type']).toMatch(/^multipart\/mixed/);
  expect(mail.parts).toMatchObject([
    { type: 'text/plain', text: 'Please review the attached record.json' },
    {
      type: 'application/json',
      name: 'record.json',
      text: '{\n  "a": 1180591620717411303424,\n  "user": "ann",\n  "é": "ü"\n}',
    },
  ]);
});

test('publishers say subject, body and attachments', async () => {
  const publication = {
    '@aws-ses.subject': 'Look\r\nBcc: everybody@example.com',
    '@aws-ses.body': 'Please look',
    '@aws-ses.attach_record': false,
    '@aws-ses.attachments': { 'a.csv': 'x,y', '../"b\r\nX: y"': '1' },
  };

  const { mail } = await deliver({ publication });

  expect(mail.headers).toMatchObject({ subject: 'Look Bcc: everybody@example.com' });
  expect(mail.headers).not.toHaveProperty('bcc');
  expect(mail.headers).not.toHaveProperty('x');
  expect(mail.parts).toMatchObject([
    { type: 'text/plain', text: 'Please look' },
    { name: 'a.csv', text: 'x,y' },
    { text: '1' },
  ]);
});

test('a body may have several forms', async () => {
  const publication = { '@aws-ses.body': { plain: 'plain', html: '<p>é</p>', calendar: 'C' } };

  const { mail, mails } = await deliver({ publication });

  expect(mails[0]).toContain('multipart/alternative');
  expect(mail.parts.map(({ type, text }) => [type, text])).toEqual([
    ['text/plain', 'plain'],
    ['text/html', '<p>é</p>'],
    ['text/calendar', 'C'],
    ['application/json', expect.any(String)],
  ]);
});

test.each([
  [{ '@aws-ses.subject': 1 }, '@aws-ses.subject'],
  [{ '@aws-ses.body': ['no'] }, '@aws-ses.body'],
  [{ '@aws-ses.body': {} }, '@aws-ses.body'],
  [{ '@aws-ses.body': { html: 1 } }, '@aws-ses.body'],
  [{ '@aws-ses.body': { 'html\r\nX: y': 'z' } }, '@aws-ses.body'],
  [{ '@aws-ses.attach_record': 'no' }, '@aws-ses.attach_record'],
  [{ '@aws-ses.attachments': { a: 1 } }, '@aws-ses.attachments'],
  [{ '@aws-ses.attachments': 'a' }, '@aws-ses.attachments'],
])('%j is not sent', async (publication, field) => {
  const { outcome, sent } = await deliver({ publication });

  expect(outcome).toMatchObject({ isAboutAlert: true, reason: expect.stringContaining(field) });
  expect(sent).toEqual([]);
});

test('what is too large is shortened', async () => {
  const publication = {
    record: { text: 'x'.repeat(5_000_000) },
    '@aws-ses.attachments': { big: 'y'.repeat(5_000_000) },
  };

  const { outcome, mails } = await deliver({ publication });

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  expect(mails[0]?.length).toBeLessThan(7_000_000);
  const pointers = partsOfMail(mails[0] ?? '').parts.filter(({ text }) =>
    text.includes('shortened; alert a1 has all of it'),
  );
  expect(pointers).toHaveLength(2);
});

test('what the service finds too large is sent shorter', async () => {
  const tooLarge = awsRefusal('MessageRejected', 400, 'Message length is too large');
  const publication = { record: { text: 'x'.repeat(1_000_000) } };

  const { outcome, mails } = await deliver({ publication }, inTurn(tooLarge, taken));

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  expect(mails[1]?.length).toBeLessThan(300_000);
});

describe('addresses', () => {
  test.each([
    [{ to_emails: 'soc' }, 'to_emails'],
    [{ to_emails: ' , ' }, 'to_emails'],
    [{ to_emails: 'a@example.com\r\nBcc: b@example.com' }, 'to_emails'],
    [{ from_email: 'nobody' }, 'from_email'],
    [{ from_email: 'x\r\nBcc: b@example.com' }, 'from_email'],
  ])('%j do not fit', async (changed, field) => {
    const { outcome, sent } = await deliver({ credentials: { ...credentials, ...changed } });

    expect(outcome).toMatchObject({ reason: `the stored credentials do not fit: ${field}` });
    expect(sent).toEqual([]);
  });
});

test.each<[string, Answer, boolean, RegExp]>([
  ['throttled', awsRefusal('TooManyRequestsException', 429), true, /TooManyRequests/],
  ['over the quota', awsRefusal('LimitExceededException', 400), true, /LimitExceeded/],
  ['paused', awsRefusal('SendingPausedException', 400), true, /SendingPaused/],
  ['denied', awsRefusal('AccessDeniedException', 403), false, /allows ses:SendRawEmail/],
  ['not verified', awsRefusal('MessageRejected', 400, 'not verified'), false, /not verified/],
  ['silent', neverAnswering, true, /no answer in time/],
])('%s', async (_name, answer, retryable, reason) => {
  const { outcome, sent } = await deliver({}, answer);

  expect(outcome).toMatchObject({ retryable, reason: expect.stringMatching(reason) });
  expect(sent).toHaveLength(1);
});

test('what merged into an alert is an answer to its mail', async () => {
  const service = await startAwsService(inTurn(taken, awsJson({ MessageId: 'm-2' })));
  server = service;
  const request = aDelivery({ alert, credentials, ports: service.ports });
  const first = await awsSes.deliver(request);
  const reference = (first.outcome === 'delivered' && first.reference) || {};

  const outcome = await awsSes.update?.({ ...request, idempotencyKey: 'key-2', reference });

  // Every further one answers the first as well.
  expect(outcome).toEqual({ outcome: 'delivered', reference });
  const { Content } = JSON.parse(service.bodies()[1] ?? '');
  const { headers } = partsOfMail(Buffer.from(Content.Raw.Data, 'base64').toString());
  expect(headers).toMatchObject({
    subject: 'Re: a_rule triggered alert a1',
    'in-reply-to': '<m-1@eu-west-1.amazonses.com>',
    references: '<m-1@eu-west-1.amazonses.com>',
  });
});

test('a mail that cannot be shorter is not sent again', async () => {
  const tooLarge = awsRefusal('MessageRejected', 400, 'Message length is too large');

  const { outcome, sent } = await deliver({}, tooLarge);

  expect(outcome).toMatchObject({ outcome: 'failed', retryable: false });
  expect(sent).toHaveLength(1);
});
