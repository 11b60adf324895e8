import { SESv2Client, type SESv2ClientConfig, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { DigestSender } from '../../ports/digest-sender.ts';
import { awsClientLimits, awsFailureReason } from './failure-reason.ts';

export interface SesDestination {
  readonly from: string;
  readonly to: readonly string[];
  readonly region: string;
}

/** Sends a digest by mail with Amazon SES, as text and HTML. `client` is for tests and private endpoints. */
export function sesDigestSender(
  { from, to, region }: SesDestination,
  client: SESv2ClientConfig = {},
): DigestSender {
  const content = (text: string) => ({ Data: text, Charset: 'UTF-8' });
  return {
    name: `ses:${region}:${to.join(',')}`,
    async send({ subject, text, html }) {
      const ses = new SESv2Client({ region, ...awsClientLimits, ...client });
      const body = { Text: content(text), Html: content(html) };
      try {
        await ses.send(
          new SendEmailCommand({
            FromEmailAddress: from,
            Destination: { ToAddresses: [...to] },
            Content: { Simple: { Subject: content(subject), Body: body } },
          }),
        );
        return { outcome: 'sent' };
      } catch (error) {
        return { outcome: 'failed', reason: awsFailureReason(error) };
      } finally {
        ses.destroy();
      }
    },
  };
}
