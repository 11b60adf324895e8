import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { AwsSender } from '../../../ports/aws-sender.ts';
import { type AwsSettings, awsCall, clientSettings } from './call.ts';

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
export function sesSender(settings: AwsSettings): AwsSender['sendMail'] {
  const { region } = settings;
  const client = new SESv2Client(clientSettings(settings, region));
  return async ({ from, to, raw }) =>
    awsCall(
      { action: 'ses:SendRawEmail', resource: from, region },
      () =>
        client.send(
          new SendEmailCommand({
            FromEmailAddress: from,
            Destination: { ToAddresses: [...to] },
            Content: { Raw: { Data: raw } },
          }),
        ),
      ({ MessageId }) => MessageId && `<${MessageId}@${domainOf(region)}>`,
    );
}

/** The id that the service writes into the mail, whatever stands there, ends in the name of the region's mail domain. */
const domainOf = (region: string): string =>
  region === 'us-east-1' ? 'email.amazonses.com' : `${region}.amazonses.com`;
