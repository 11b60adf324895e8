import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import {
  addressesIn,
  composedMail,
  mailBytesMax,
  recipientAddresses,
  senderAddress,
} from '../alert-mail.ts';
import { type DeliveryOutcome, defineOutput, plain, secret } from '../output.ts';

/**
 * Mail through any server. The id of a message is the same for each attempt, so that most mailboxes show a repeated one
 * once. Publishers may set `@smtp.subject`, `.body`, `.attach_record` and `.attachments`.
 */
export const smtp = defineOutput({
  service: 'smtp',
  summary: 'Mail each alert through a mail server',
  shape: 'list',
  credentials: z.object({
    host: plain('name of the mail server'),
    port: z.coerce.number().int().min(1).max(65_535).default(587).describe('port of the server'),
    tls: z
      .enum(['starttls', 'implicit', 'off'])
      .default('starttls')
      .describe(
        'implicit: TLS from the first byte; off: clear text, for allowed hosts, without password',
      ),
    user: z.string().optional().describe('name to sign in with, where the server asks for one'),
    password: secret('password to sign in with').optional(),
    from_email: senderAddress(),
    to_emails: recipientAddresses(),
    certificate_authority: plain('certificate (PEM) of a private authority to trust').optional(),
  }),
  uses: ['mail'],
  defaultPublication,

  async deliver({
    alert,
    publication,
    credentials,
    idempotencyKey,
    ports,
  }): Promise<DeliveryOutcome> {
    const { from_email: from, to_emails, certificate_authority, ...rest } = credentials;
    const { host, port, tls, user, password } = rest;
    const to = addressesIn(to_emails);
    const addressed = { from, to, service: 'smtp', idempotencyKey };
    const composed = composedMail({ alert, publication, ...addressed });
    if (composed.outcome === 'unusable') return composed.failure;

    const server = {
      host,
      port,
      tls,
      ...(user && { user }),
      ...(password !== undefined && { password }),
      ...(certificate_authority !== undefined && { certificateAuthority: certificate_authority }),
    };
    const [first, ...smaller] = mailBytesMax;
    let mail = composed.mailWithin(first);
    let sending = await ports.mail.send(server, mail);
    for (const bytesMax of smaller) {
      if (sending.outcome === 'sent' || sending.isTooLarge !== true) break;
      mail = composed.mailWithin(bytesMax);
      sending = await ports.mail.send(server, mail);
    }
    if (sending.outcome === 'failed') {
      const { reason, retryable } = sending;
      return { outcome: 'failed', reason, retryable };
    }
    const { refused } = sending;
    const reference = { message_id: mail.messageId };
    return {
      outcome: 'delivered',
      reference: refused.length === 0 ? reference : { ...reference, refused: refused.join(', ') },
    };
  },
});
