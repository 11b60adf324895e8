import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import {
  addressesIn,
  composedMail,
  mailBytesMax,
  recipientAddresses,
  senderAddress,
} from '../alert-mail.ts';
import { awsOutcome } from '../aws-sending.ts';
import { type DeliveryOutcome, defineOutput } from '../output.ts';

/**
 * Amazon SES gives each message an id of its own, so that a repeated delivery is a second mail. 40 MB of mail are taken
 * (https://docs.aws.amazon.com/ses/latest/dg/quotas.html), the recipients' servers take less.
 */
export const awsSes = defineOutput({
  service: 'aws-ses',
  summary: 'Mail each alert with Amazon SES',
  shape: 'list',
  credentials: z.object({ from_email: senderAddress(), to_emails: recipientAddresses() }),
  uses: ['aws', 'mail'],
  defaultPublication,

  async deliver({
    alert,
    publication,
    credentials,
    idempotencyKey,
    ports,
  }): Promise<DeliveryOutcome> {
    const from = credentials.from_email;
    const to = addressesIn(credentials.to_emails);
    const addressed = { from, to, service: 'aws-ses', idempotencyKey };
    const composed = composedMail({ alert, publication, ...addressed });
    if (composed.outcome === 'unusable') return composed.failure;

    const [first, ...smaller] = mailBytesMax;
    const send = async (bytesMax: number) =>
      ports.aws.sendMail({
        from,
        to,
        raw: await ports.mail.compose(composed.mailWithin(bytesMax)),
      });
    let sending = await send(first);
    for (const bytesMax of smaller) {
      if (sending.outcome === 'answered' || sending.isTooLarge !== true) break;
      sending = await send(bytesMax);
    }
    return awsOutcome(sending);
  },
});
