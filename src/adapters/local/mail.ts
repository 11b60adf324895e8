import { Buffer } from 'node:buffer';
import { createTransport } from 'nodemailer';
import type { Digest, DigestSender, DigestSending } from '../../ports/digest-sender.ts';

export interface MailServer {
  readonly from: string;
  readonly to: readonly string[];
  readonly host: string;
  readonly port: number;
  /** `starttls`: nothing is sent without it; `implicit`: TLS from the first byte; `off`: clear text. */
  readonly tls: 'starttls' | 'implicit' | 'off';
  readonly user?: string;
  readonly password?: string;
  /** Certificates of authorities that are trusted besides those of the system. */
  readonly certificateAuthorities?: readonly string[];
}

/** A mail server that does not answer holds up nobody for longer. */
const timeoutMilliseconds = 10_000;

/** Sends a digest through a mail server. A password never goes over a line in clear text. */
export function smtpDigestSender(server: MailServer): DigestSender {
  const { host, to, tls, password } = server;
  return {
    name: `smtp:${host}:${to.join(',')}`,
    async send(digest) {
      if (tls === 'off' && password !== undefined) {
        const reason = 'a password would go over the line in clear text: smtp_tls is off';
        return { outcome: 'failed', reason };
      }
      return sendMail(server, digest);
    },
  };
}

async function sendMail(
  server: MailServer,
  { subject, text, html }: Digest,
): Promise<DigestSending> {
  const transport = createTransport(transportOptions(server));
  try {
    const { from, to } = server;
    const { rejected } = await transport.sendMail({ from, to: [...to], subject, text, html });
    if (rejected.length === 0) return { outcome: 'sent' };
    return { outcome: 'sent', notice: `not accepted for ${rejected.join(', ')}` };
  } catch (error) {
    return { outcome: 'failed', reason: failureReason(error, server) };
  } finally {
    transport.close();
  }
}

export function transportOptions(server: MailServer) {
  const { host, port, tls, user, password, certificateAuthorities } = server;
  return {
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'off',
    tls: {
      // Said here, an environment variable cannot turn it off.
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2' as const,
      ...(certificateAuthorities && { ca: [...certificateAuthorities] }),
    },
    ...(password !== undefined && { auth: { user: user ?? '', pass: password } }),
    dnsTimeout: timeoutMilliseconds,
    connectionTimeout: timeoutMilliseconds,
    greetingTimeout: timeoutMilliseconds,
    socketTimeout: timeoutMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

const charactersMax = 300;

/** In one line; a server that repeats what it was told must not bring a password into our logs. */
export function failureReason(
  error: unknown,
  { host, port, user = '', password }: MailServer,
): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = `${host}:${port}: ${message.replace(/\s+/g, ' ').trim()}`;
  return secretForms(user, password)
    .reduce((text, secret) => text.replaceAll(secret, '***'), line)
    .slice(0, charactersMax);
}

function secretForms(user: string, password: string | undefined): readonly string[] {
  if (password === undefined || password === '') return [];
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return [base64(`\0${user}\0${password}`), base64(password), password];
}
