import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { testCertificate, testCertificateKey } from '../../../testing/test-certificate.ts';
import { type MailServer, smtpDigestSender } from './mail.ts';

const digest = {
  subject: 'Alert statistics for 1 staged rule(s) [2021-03-05 09:01:02 UTC]',
  text: '◦ rule_name\n  - Alert Count:\t\t2',
  html: '<p>◦ rule_name</p>',
};

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly isSecure: boolean;
  readonly mail: string;
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A mail server of this machine that keeps what it gets. */
async function mailServer(options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    key: testCertificateKey,
    cert: testCertificate,
    authOptional: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) =>
      password === 'canary'
        ? done(null, { user: username })
        : done(new Error(`wrong password "${password ?? ''}"`)),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          user: session.user,
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
  const { port } = listening.address() as AddressInfo;
  const settings: MailServer = {
    from: 'StreamAlert <alerts@example.com>',
    to: ['soc@example.com', 'ann@example.com'],
    host: 'localhost',
    port,
    tls: 'starttls',
    certificateAuthorities: [testCertificate],
  };
  return { received, settings };
}

test('a mail is text and HTML, over TLS', async () => {
  const { received, settings } = await mailServer();

  expect(await smtpDigestSender(settings).send(digest)).toEqual({ outcome: 'sent' });

  expect(received).toMatchObject([
    { from: 'alerts@example.com', to: ['soc@example.com', 'ann@example.com'], isSecure: true },
  ]);
  const mail = received[0]?.mail ?? '';
  expect(mail).toContain('Content-Type: multipart/alternative');
  expect(mail).toContain('Subject: Alert statistics for 1 staged rule(s)');
  expect(mail).toContain('From: StreamAlert <alerts@example.com>');
  expect(mail).toMatch(/text\/plain; charset=utf-8/i);
  expect(mail).toMatch(/text\/html; charset=utf-8/i);
});

test('TLS from the first byte', async () => {
  const { received, settings } = await mailServer({ secure: true });

  const sending = await smtpDigestSender({ ...settings, tls: 'implicit' }).send(digest);

  expect(sending).toEqual({ outcome: 'sent' });
  expect(received).toMatchObject([{ isSecure: true }]);
});

test('user and password are given to the server', async () => {
  const { received, settings } = await mailServer({ authOptional: false });

  const sending = await smtpDigestSender({ ...settings, user: 'soc', password: 'canary' }).send(
    digest,
  );

  expect(sending).toEqual({ outcome: 'sent' });
  expect(received).toMatchObject([{ user: 'soc' }]);
});

test('a refused password is told without the password, though the server repeats it', async () => {
  const { settings } = await mailServer({ authOptional: false });

  const sending = await smtpDigestSender({ ...settings, user: 'soc', password: 'hunter2' }).send(
    digest,
  );

  expect(sending).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('***') });
  expect(JSON.stringify(sending)).not.toContain('hunter2');
});

test('a password never goes over a line in clear text', async () => {
  const { received, settings } = await mailServer({ disabledCommands: ['STARTTLS'] });
  const user = { user: 'soc', password: 'canary' };

  const off = await smtpDigestSender({ ...settings, ...user, tls: 'off' }).send(digest);
  const stripped = await smtpDigestSender({ ...settings, ...user }).send(digest);

  expect(off).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('smtp_tls') });
  expect(stripped).toMatchObject({ outcome: 'failed' });
  expect(received).toEqual([]);
});

test('without TLS only where it is asked for', async () => {
  const { received, settings } = await mailServer({ disabledCommands: ['STARTTLS', 'AUTH'] });

  const asked = await smtpDigestSender({ ...settings, tls: 'off' }).send(digest);
  const unasked = await smtpDigestSender(settings).send(digest);

  expect(asked).toEqual({ outcome: 'sent' });
  expect(unasked).toMatchObject({ outcome: 'failed' });
  expect(received).toMatchObject([{ isSecure: false }]);
});

test('a certificate that nobody vouches for is refused, whatever the environment says', async () => {
  const { received, settings } = await mailServer();
  const { certificateAuthorities: _, ...untrusting } = settings;
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  try {
    expect(await smtpDigestSender(untrusting).send(digest)).toMatchObject({
      outcome: 'failed',
      reason: expect.stringMatching(/certificate/),
    });
  } finally {
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  }
  expect(received).toEqual([]);
});

test('an address that the server does not take is named; the others have got it', async () => {
  const { received, settings } = await mailServer({
    onRcptTo: ({ address }, _session, done) =>
      address.startsWith('ann') ? done(new Error('no such user')) : done(),
  });

  expect(await smtpDigestSender(settings).send(digest)).toEqual({
    outcome: 'sent',
    notice: 'not accepted for ann@example.com',
  });
  expect(received).toMatchObject([{ to: ['soc@example.com'] }]);
});

test('a server that is not there is a failure with its name', async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  const { settings } = await mailServer();

  expect(await smtpDigestSender({ ...settings, host: '127.0.0.1', port }).send(digest)).toEqual({
    outcome: 'failed',
    reason: expect.stringMatching(new RegExp(`^127\\.0\\.0\\.1:${port}: .*ECONNREFUSED`)),
  });
});
