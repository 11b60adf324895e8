import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { localMailSender } from '../../adapters/local/mail-sender.ts';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery, testOutputPorts } from '../../../testing/delivery.ts';
import { partsOfMail } from '../../../testing/mail-parts.ts';
import { testCertificate, testCertificateKey } from '../../../testing/test-certificate.ts';
import { smtp } from './output.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

interface Received {
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly isSecure: boolean;
  readonly mail: string;
}

const smtpError = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

async function mailServer(options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    key: testCertificateKey,
    cert: testCertificate,
    authOptional: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) =>
      password === 'canary-password'
        ? done(null, { user: username })
        : done(smtpError(535, `wrong: ${password ?? ''}`)),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          user: session.user || undefined,
          isSecure: session.secure,
          mail: Buffer.concat(chunks).toString('utf8'),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  closing.push(() => new Promise((closed) => server.close(() => closed(undefined))));
  return { received, port: (listening.address() as AddressInfo).port };
}

const alert = anAlert({ id: 'a1' });

const credentialsFor = (port: number) => ({
  host: 'localhost',
  port: String(port),
  from_email: 'StreamAlert <alerts@example.com>',
  to_emails: 'soc@example.com,ann@example.com',
  certificate_authority: testCertificate,
});

const deliver = (port: number, credentials: object = {}, changes: object = {}) =>
  smtp.deliver(
    aDelivery({ alert, credentials: { ...credentialsFor(port), ...credentials }, ...changes }),
  );

test('an alert is a mail over TLS, with the record, and an id that stays the same', async () => {
  const { port, received } = await mailServer();

  const outcomes = [await deliver(port), await deliver(port)];

  const delivered = {
    outcome: 'delivered',
    reference: { message_id: '<key-1@example.com>', subject: 'a_rule triggered alert a1' },
  };
  expect(outcomes).toEqual([delivered, delivered]);
  expect(received).toMatchObject([
    { to: ['soc@example.com', 'ann@example.com'], isSecure: true, user: undefined },
    { isSecure: true },
  ]);
  const { headers, parts } = partsOfMail(received[0]?.mail ?? '');
  expect(headers).toMatchObject({
    subject: 'a_rule triggered alert a1',
    'message-id': '<key-1@example.com>',
    'auto-submitted': 'auto-generated',
  });
  expect(parts).toMatchObject([
    { type: 'text/plain' },
    { name: 'record.json', text: '{\n  "user": "ann"\n}' },
  ]);
});

test('TLS may begin with the first byte, and a name and password be asked for', async () => {
  const { port, received } = await mailServer({ secure: true, authOptional: false });

  const outcome = await deliver(port, {
    tls: 'implicit',
    user: 'streamalert',
    password: 'canary-password',
  });

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  expect(received).toMatchObject([{ user: 'streamalert', isSecure: true }]);
});

test('publishers say subject, body and attachments', async () => {
  const { port, received } = await mailServer();
  const publication = {
    '@smtp.subject': 'Look',
    '@smtp.body': { plain: 'p', html: '<p>h' },
    '@smtp.attach_record': false,
    '@smtp.attachments': { 'a.csv': 'x,y' },
  };

  await deliver(port, {}, { publication });

  const { headers, parts } = partsOfMail(received[0]?.mail ?? '');
  expect(headers).toMatchObject({ subject: 'Look' });
  expect(parts.map(({ text }) => text.trim())).toEqual(['p', '<p>h', 'x,y']);
});

test('a recipient that is refused while others are taken is named', async () => {
  const { port } = await mailServer({
    onRcptTo: ({ address }, _session, done) =>
      address.startsWith('ann') ? done(smtpError(550, 'nobody')) : done(),
  });

  const outcome = await deliver(port);

  expect(outcome).toMatchObject({
    outcome: 'delivered',
    reference: { refused: 'ann@example.com' },
  });
});

test.each([
  ['is told before', { size: 100_000 }],
  [
    'is found later',
    {
      onData(stream, _session, done) {
        let bytes = 0;
        stream.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        stream.on('end', () => (bytes > 100_000 ? done(smtpError(552, 'too big')) : done()));
      },
    } satisfies SMTPServerOptions,
  ],
])('a mail that %s to be too large is sent shorter', async (_name, options) => {
  const { port } = await mailServer(options);
  const publication = { record: { text: 'x'.repeat(1_000_000) } };

  const outcome = await deliver(port, {}, { publication });

  expect(outcome).toMatchObject({ outcome: 'delivered' });
});

describe('a server that', () => {
  const refusingData = (code: number): SMTPServerOptions => ({
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done(smtpError(code, 'said by the server')));
    },
  });

  test.each<[string, SMTPServerOptions, object, boolean, RegExp]>([
    ['is busy', refusingData(451), {}, true, /451 said by the server/],
    ['refuses', refusingData(554), {}, false, /554 said by the server/],
    [
      'does not know the password',
      {},
      { user: 'streamalert', password: 'canary-wrong' },
      false,
      /535/,
    ],
    ['has no TLS', { hideSTARTTLS: true, disabledCommands: ['STARTTLS'] }, {}, true, /STARTTLS/],
    [
      'is not trusted',
      {},
      { certificate_authority: undefined },
      true,
      /self-signed certificate|self signed/,
    ],
    [
      'takes none of the recipients',
      { onRcptTo: (_address, _session, done) => done(smtpError(550, 'nobody')) },
      {},
      false,
      /550 nobody|recipients/,
    ],
  ])('%s', async (_name, options, credentials, retryable, reason) => {
    const { port, received } = await mailServer(options);

    const outcome = await deliver(port, credentials);

    expect(outcome).toMatchObject({
      outcome: 'failed',
      retryable,
      reason: expect.stringMatching(reason),
    });
    expect(outcome).toMatchObject({ reason: expect.stringContaining(`localhost:${port}`) });
    expect(JSON.stringify(outcome)).not.toContain('canary');
    expect(received).toEqual([]);
  });

  test('says nothing is left alone until later', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    closing.push(async () => silent.close());
    const mail = localMailSender({ allowHosts: ['localhost'], timeoutMilliseconds: 100 });
    const ports = { ...testOutputPorts().ports, mail };

    const outcome = await deliver((silent.address() as AddressInfo).port, {}, { ports });

    expect(outcome).toMatchObject({ outcome: 'failed', retryable: true });
  });

  test('is not there is asked again later', async () => {
    expect(await deliver(1)).toMatchObject({
      outcome: 'failed',
      retryable: true,
      reason: expect.stringMatching(/ECONNREFUSED/),
    });
  });
});

describe('a private address', () => {
  const mail = localMailSender({ allowHosts: [] });
  const ports = { ...testOutputPorts().ports, mail };

  test.each(['localhost', '127.0.0.1', '169.254.169.254', '::1'])(
    'such as %s is not asked unless it is allowed by name',
    async (host) => {
      const { port, received } = await mailServer();

      const outcome = await deliver(port, { host }, { ports });

      expect(outcome).toMatchObject({
        outcome: 'failed',
        retryable: true,
        reason: `${host} has a private address, which is refused unless the host is allowed by name (STREAMALERT_ALLOW_HOSTS)`,
      });
      expect(received).toEqual([]);
    },
  );

  test.each(['a b', 'user@host', 'host/path', 'host:25'])('and "%s" is none', async (host) => {
    expect(await deliver(25, { host }, { ports })).toMatchObject({
      outcome: 'failed',
      reason: `"${host}" is no name of a host`,
    });
  });
});

test('in clear text only an allowed host is asked, and never with a password', async () => {
  const { port, received } = await mailServer({ hideSTARTTLS: true });

  const off = { tls: 'off', certificate_authority: undefined };

  const open = await deliver(port, off);
  const withPassword = await deliver(port, { ...off, user: 'ann', password: 'canary-password' });
  const notAllowed = await deliver(
    port,
    { ...off, host: 'mail.example' },
    { ports: { ...testOutputPorts().ports, mail: localMailSender({ allowHosts: [] }) } },
  );

  expect(open).toMatchObject({ outcome: 'delivered' });
  expect(withPassword).toMatchObject({ reason: expect.stringMatching(/in clear text/) });
  expect(notAllowed).toMatchObject({ reason: expect.stringMatching(/without TLS; use TLS/) });
  expect(received).toHaveLength(1);
});

test('what merged into an alert is an answer to its mail, with a key of its own', async () => {
  const { port, received } = await mailServer();
  const first = await deliver(port);
  if (first.outcome !== 'delivered') throw new Error(first.reason);
  const reference = first.reference ?? {};
  const group = { firstId: 'a1', count: 12, isFirstSent: true, isOpen: true };
  const merged = anAlert({ id: 'm1', group, record: { MergedBy: { user: 'ann' } } });

  const outcome = await smtp.update?.({
    ...aDelivery({ alert: merged, credentials: credentialsFor(port), idempotencyKey: 'key-2' }),
    reference,
  });

  expect(outcome).toEqual({ outcome: 'delivered', reference });
  const { headers, parts } = partsOfMail(received[1]?.mail ?? '');
  expect(headers).toMatchObject({
    subject: 'Re: a_rule triggered alert a1',
    'message-id': '<key-2@example.com>',
    'in-reply-to': '<key-1@example.com>',
    references: '<key-1@example.com>',
  });
  expect(parts[0]?.text).toMatch(/12 alerts/);
});

test('a reference that is no id of a mail gets into no header', async () => {
  const { port, received } = await mailServer();
  const request = aDelivery({ alert, credentials: credentialsFor(port) });

  await smtp.update?.({ ...request, reference: { message_id: '<a@b>\r\nBcc: x@example.com' } });

  const { headers } = partsOfMail(received[0]?.mail ?? '');
  expect(headers).not.toHaveProperty('in-reply-to');
  expect(headers).not.toHaveProperty('bcc');
});

test.each([
  [{ user: 'ann' }, 'password (user and password belong together: set both or neither)'],
  [{ password: 'canary-password' }, 'user (user and password belong together'],
  [{ tls: 'off' }, 'certificate_authority (certificate_authority is of no use with tls "off"'],
])('credentials of which a part would be ignored are refused: %j', async (credentials, reason) => {
  const { port, received } = await mailServer();

  const outcome = await deliver(port, credentials);

  expect(outcome).toMatchObject({
    outcome: 'failed',
    retryable: true,
    reason: expect.stringContaining(`the stored credentials do not fit: ${reason}`),
  });
  expect(received).toEqual([]);
});

test('no part of a mail has more than 2 MB, whatever it is written in, and no half character', async () => {
  const { port, received } = await mailServer();
  const text = '日'.repeat(1_000_000);
  const publication = {
    record: { text },
    '@smtp.body': { plain: text, html: text },
    '@smtp.attachments': { 'a.txt': text },
  };

  await deliver(port, {}, { publication });

  const { parts } = partsOfMail(received[0]?.mail ?? '');
  expect(parts).toHaveLength(4);
  for (const part of parts) {
    expect(Buffer.byteLength(part.text)).toBeLessThanOrEqual(2_000_100);
    expect(part.text).toContain('shortened; alert a1 has all of it');
    expect(part.text).not.toContain('\ufffd');
  }
});

test('a mail that cannot be shorter is not sent again', async () => {
  let attempts = 0;
  const { port } = await mailServer({
    onData(stream, _session, done) {
      attempts++;
      stream.resume();
      stream.on('end', () => done(smtpError(552, 'too big')));
    },
  });

  const outcome = await deliver(port);

  expect(outcome).toMatchObject({ outcome: 'failed', retryable: false });
  expect(attempts).toBe(1);
});
