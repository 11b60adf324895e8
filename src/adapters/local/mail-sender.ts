import { getCACertificates } from 'node:tls';
import { createTransport } from 'nodemailer';
import type {
  MailSender,
  MailSending,
  OutgoingMail,
  OutgoingMailServer,
} from '../../ports/mail-sender.ts';
import { type MailServer, failureReason, transportOptions } from './mail.ts';
import { outboundGuard, RefusedAddress } from './outbound-guard.ts';
import { connectOutbound } from './outbound-socket.ts';

export interface MailSenderOptions {
  /** Hosts that may have private addresses, and be reached without TLS. */
  readonly allowHosts: readonly string[];
  readonly timeoutMilliseconds?: number;
}

const timeoutDefault = 10_000;

/** Mail by SMTP, for outputs. */
export function localMailSender({
  allowHosts,
  timeoutMilliseconds = timeoutDefault,
}: MailSenderOptions): MailSender {
  const guard = outboundGuard(allowHosts);
  return {
    async compose(mail) {
      const transport = createTransport({
        streamTransport: true,
        buffer: true,
        newline: 'windows',
      });
      const { message } = await transport.sendMail(mailOptions(mail));
      if (!Buffer.isBuffer(message)) throw new Error('the message was not composed');
      return message;
    },

    async send(server, mail) {
      const { host, port, tls, password } = server;
      if (tls === 'off' && password !== undefined) {
        const reason = 'a password would go over the line in clear text; set "tls" to "starttls"';
        return { outcome: 'failed', reason, retryable: true };
      }
      const settings = mailServer(server, mail);
      const transport = createTransport({
        ...transportOptions(settings),
        connectionTimeout: timeoutMilliseconds,
        greetingTimeout: timeoutMilliseconds,
        socketTimeout: timeoutMilliseconds,
        getSocket(_options, callback) {
          // Connected here, so that the address is the one that was looked at.
          connectOutbound({ host, port, isSecure: tls !== 'off' }, guard, timeoutMilliseconds).then(
            (connection) => callback(null, { connection }),
            (error: Error) => callback(error, undefined),
          );
        },
      });
      try {
        const { rejected } = await transport.sendMail(mailOptions(mail));
        return { outcome: 'sent', refused: rejected.map(String) };
      } catch (error) {
        return failed(error, settings);
      } finally {
        transport.close();
      }
    },
  };
}

function mailServer(server: OutgoingMailServer, { from, to }: OutgoingMail): MailServer {
  const { certificateAuthority, ...rest } = server;
  return {
    ...rest,
    from,
    to,
    ...(certificateAuthority !== undefined && {
      certificateAuthorities: [...getCACertificates('default'), certificateAuthority],
    }),
  };
}

function mailOptions({ bodies, attachments, to, headers, inReplyTo, ...rest }: OutgoingMail) {
  const { plain, html, ...others } = bodies;
  return {
    ...rest,
    to: [...to],
    headers: { ...headers },
    ...(inReplyTo !== undefined && { inReplyTo, references: inReplyTo }),
    ...(plain !== undefined && { text: plain }),
    ...(html !== undefined && { html }),
    alternatives: Object.entries(others).map(([subtype, content]) => ({
      contentType: `text/${subtype}; charset=utf-8`,
      content,
    })),
    attachments: attachments.map(({ name, content, contentType }) => ({
      filename: name,
      content,
      contentType,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** What the library says of a refusal. */
interface SmtpError {
  readonly code?: unknown;
  readonly responseCode?: unknown;
  readonly message?: unknown;
}

function failed(error: unknown, server: MailServer): MailSending {
  if (error instanceof RefusedAddress) {
    return { outcome: 'failed', reason: error.message, retryable: true };
  }
  const {
    code: kind,
    responseCode,
    message,
  }: SmtpError = typeof error === 'object' && error !== null ? error : {};
  const code = typeof responseCode === 'number' ? responseCode : undefined;
  // 552 and 5.3.4 are the words for it; the library says it by itself where the server told its limit.
  const isTooLarge = code === 552 || /message size|size exceeds|5\.3\.4/i.test(String(message));
  return {
    outcome: 'failed',
    reason: failureReason(error, server),
    // "4xx" is for now, "5xx" for good (RFC 5321, 4.2.1); otherwise the line or TLS was in the way.
    retryable: code === undefined || code < 500 || kind === 'ETLS',
    ...(isTooLarge && { isTooLarge: true }),
  };
}
