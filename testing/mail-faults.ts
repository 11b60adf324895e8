import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { localMailSender, type MailSenderOptions } from '../src/adapters/local/mail-sender.ts';
import { startBareServer } from './bare-server.ts';
import { blockedAddresses } from './blocked-addresses.ts';
import type { Fault, FaultyService } from './fault.ts';
import { placeAt } from './place-of.ts';
import {
  expiredCertificate,
  expiredCertificateKey,
  otherCertificate,
  otherCertificateKey,
  testCertificate,
  testCertificateKey,
} from './test-certificate.ts';

const mailTo = (
  host: string,
  port: number,
  certificateAuthority?: string,
  options: Partial<MailSenderOptions> = {},
): FaultyService => ({
  place: placeAt(host, port, certificateAuthority),
  ports: {
    mail: localMailSender({ allowHosts: ['localhost'], timeoutMilliseconds: 3000, ...options }),
  },
});

async function mailServer(
  options: SMTPServerOptions,
  trusted: string | undefined = testCertificate,
): Promise<FaultyService> {
  const server = new SMTPServer({
    key: testCertificateKey,
    cert: testCertificate,
    logger: false,
    onAuth: (_auth, _session, done) => done(null, { user: 'ann' }),
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done());
    },
    ...options,
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  const close = () => new Promise<void>((closed) => server.close(() => closed()));
  return { ...mailTo('localhost', port, trusted), close };
}

async function bare(speak: (socket: Socket) => void): Promise<FaultyService> {
  const { port, close } = await startBareServer(speak);
  const hurry = { timeoutMilliseconds: 300 };
  return { ...mailTo('localhost', port, testCertificate, hurry), close };
}

/** Says something every few milliseconds, and never comes to an end. */
const goingOn = (text: string, milliseconds: number) => (socket: Socket) => {
  const timer = setInterval(() => socket.write(text), milliseconds);
  socket.on('close', () => clearInterval(timer));
};

const refused = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

const refusal = (code: number, meaning: Fault['meaning']): Fault => ({
  name: String(code),
  meaning,
  reason: new RegExp(`${code} said by the server`),
  start: () =>
    mailServer({
      onRcptTo: (_address, _session, done) => done(refused(code, 'said by the server')),
    }),
});

const broken = (name: string, start: Fault['start'], reason = /^[\w.[\]:]+:\d+[: ]/): Fault => ({
  name,
  meaning: 'later',
  reason,
  start,
});

/** What outputs that send mail are tested against. */
export const mailFaults: readonly Fault[] = [
  broken('a refused connection', async () => {
    const { port, close } = await startBareServer(() => undefined);
    await close();
    return mailTo('localhost', port);
  }),
  broken('a name without an address', async () => mailTo('service.invalid', 587)),
  broken(
    'a self-signed certificate',
    async () => {
      const { place, ...service } = await mailServer({});
      return { ...service, place: placeAt(place.host, place.port) };
    },
    /self-signed certificate/,
  ),
  broken(
    'a certificate for another host',
    () => mailServer({ cert: otherCertificate, key: otherCertificateKey }, otherCertificate),
    /does not match/,
  ),
  broken(
    'an expired certificate',
    () => mailServer({ cert: expiredCertificate, key: expiredCertificateKey }, expiredCertificate),
    /certificate has expired/,
  ),
  broken(
    'a server without TLS',
    () => mailServer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] }),
    /STARTTLS/,
  ),
  broken('no answer', () => bare(() => undefined)),
  broken('an answer that drips', () => bare(goingOn('2', 10))),
  broken('an answer without an end', () => bare(goingOn('x'.repeat(1024 * 1024), 1))),
  broken('a connection that breaks', () => bare((socket) => socket.resetAndDestroy())),
  broken('a connection that is closed', () => bare((socket) => socket.end())),
  broken('what is not SMTP', () =>
    bare((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
  ),
  refusal(421, 'later'),
  refusal(450, 'later'),
  refusal(550, 'final'),
  refusal(554, 'final'),
  ...blockedAddresses.map((url) =>
    broken(
      `the address ${url}`,
      async () =>
        mailTo(new URL(url).hostname, 587, undefined, {
          allowHosts: [],
        }),
      /private address, which is refused unless the host is allowed by name/,
    ),
  ),
];
