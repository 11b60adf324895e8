import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import type { OutgoingMailServer } from '../../ports/mail-sender.ts';
import {
  addressesIn,
  composedMail,
  mailFields,
  mailLimits,
  mailReference,
  recipientAddresses,
  senderAddress,
} from '../alert-mail.ts';
import { belongTogether, ofNoUse } from '../belong-together.ts';
import { sendFitting } from '../fitting.ts';
import {
  type DeliveryOutcome,
  type DeliveryRequest,
  defineOutput,
  plain,
  secret,
  type UpdateRequest,
} from '../output.ts';

const credentialFields = z
  .object({
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
  })
  .superRefine(belongTogether('user', 'password'))
  .superRefine(ofNoUse('tls', 'off', ['certificate_authority']));

/**
 * Mail through any server. The id of a message is the same for each attempt, so that most mailboxes show a repeated one
 * once.
 */
export const smtp = defineOutput({
  service: 'smtp',
  summary: 'Mail each alert through a mail server',
  protocol: 'SMTP (RFC 5321) with STARTTLS (RFC 3207) or TLS from the first byte',
  documentation: 'https://www.rfc-editor.org/rfc/rfc5321',
  repetition: '`Message-ID`',
  limits: mailLimits,
  fields: mailFields,
  shape: 'list',
  credentials: credentialFields,
  uses: ['mail'],
  defaultPublication,

  deliver: (request) => send(request),
  /** An answer to the first mail. */
  update: async (request) => {
    const outcome = await send(request);
    if (outcome.outcome === 'failed') return outcome;
    return { ...outcome, reference: { ...outcome.reference, ...request.reference } };
  },
});

type Credentials = z.infer<typeof credentialFields>;

type Request = DeliveryRequest<Credentials, 'mail'> &
  Partial<Pick<UpdateRequest<unknown, never>, 'reference'>>;

async function send({ credentials, ports, ...request }: Request): Promise<DeliveryOutcome> {
  const { from_email: from, to_emails } = credentials;
  const to = addressesIn(to_emails);
  const composed = composedMail({ ...request, from, to, service: 'smtp' });
  if (composed.outcome === 'unusable') return composed.failure;

  const { content, mailOf } = composed;
  const sending = await sendFitting(
    content,
    request.alert,
    (fitting) => ports.mail.send(serverOf(credentials), mailOf(fitting)),
    (sent) => sent.outcome === 'failed' && sent.isTooLarge === true,
  );
  if (sending.outcome === 'failed') {
    const { reason, retryable } = sending;
    return { outcome: 'failed', reason, retryable };
  }
  const mail = mailOf(content);
  const reference = mailReference(mail.messageId, mail);
  const { refused } = sending;
  return {
    outcome: 'delivered',
    reference: refused.length === 0 ? reference : { ...reference, refused: refused.join(', ') },
  };
}

function serverOf(credentials: Credentials): OutgoingMailServer {
  const { host, port, tls, user, password, certificate_authority } = credentials;
  return {
    host,
    port,
    tls,
    ...(user && { user }),
    ...(password !== undefined && { password }),
    ...(certificate_authority !== undefined && { certificateAuthority: certificate_authority }),
  };
}
