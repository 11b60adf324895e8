import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import {
  addressesIn,
  composedMail,
  mailFields,
  mailLimits,
  mailReference,
  recipientAddresses,
  senderAddress,
} from '../alert-mail.ts';
import { awsOutcome } from '../aws-sending.ts';
import { sendFitting } from '../fitting.ts';
import {
  type DeliveryOutcome,
  type DeliveryRequest,
  defineOutput,
  type UpdateRequest,
} from '../output.ts';

const credentialFields = z.object({ from_email: senderAddress(), to_emails: recipientAddresses() });

/**
 * Amazon SES gives each message an id of its own, so that a repeated delivery is a second mail. 40 MB of mail are taken
 * (https://docs.aws.amazon.com/ses/latest/dg/quotas.html), the recipients' servers take less.
 */
export const awsSes = defineOutput({
  service: 'aws-ses',
  summary: 'Mail each alert with Amazon SES',
  protocol: 'Amazon SES API v2, raw messages; allow ses:SendRawEmail on the identity that mails',
  documentation: 'https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html',
  repetition: null,
  limits: mailLimits,
  fields: mailFields,
  shape: 'list',
  credentials: credentialFields,
  uses: ['aws', 'mail'],
  defaultPublication,

  deliver: (request) => send(request),
  /** An answer to the first mail. */
  update: async (request) => {
    const outcome = await send(request);
    const { reference } = request;
    return outcome.outcome === 'delivered' ? { ...outcome, reference } : outcome;
  },
});

type Request = DeliveryRequest<z.infer<typeof credentialFields>, 'aws' | 'mail'> &
  Partial<Pick<UpdateRequest<unknown, never>, 'reference'>>;

async function send({ credentials, ports, ...request }: Request): Promise<DeliveryOutcome> {
  const from = credentials.from_email;
  const to = addressesIn(credentials.to_emails);
  const composed = composedMail({ ...request, from, to, service: 'aws-ses' });
  if (composed.outcome === 'unusable') return composed.failure;

  const { content, mailOf } = composed;
  const sending = await sendFitting(
    content,
    request.alert,
    async (fitting) =>
      ports.aws.sendMail({ from, to, raw: await ports.mail.compose(mailOf(fitting)) }),
    (sent) => sent.outcome === 'failed' && sent.isTooLarge === true,
  );
  const outcome = awsOutcome(sending);
  if (outcome.outcome === 'failed' || sending.outcome === 'failed' || sending.id === null) {
    return outcome;
  }
  return { ...outcome, reference: mailReference(sending.id, mailOf(content)) };
}
