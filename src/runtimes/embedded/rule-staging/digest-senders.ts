import { smtpDigestSender } from '../../../adapters/local/mail.ts';
import type { Config } from '../../../config/config.ts';
import type { DigestSender } from '../../../ports/digest-sender.ts';

/** Environment variables with the account at the mail server. */
export const smtpVariables = {
  user: 'STREAMALERT_SMTP_USER',
  password: 'STREAMALERT_SMTP_PASSWORD',
} as const;

/** Whoever the configuration says shall have the digest. The AWS clients are loaded only where they are used. */
export async function digestSenders(
  { functions, account }: Pick<Config, 'functions' | 'account'>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly DigestSender[]> {
  const {
    isDigestTopicNamed = false,
    digestSnsTopic = '',
    digestEmail,
  } = functions.rulePromotion ?? {};
  const senders: DigestSender[] = [];
  if (isDigestTopicNamed) {
    const { snsDigestSender } = await import('../../../adapters/aws/sns.ts');
    const { region, awsAccountId: accountId } = account;
    senders.push(snsDigestSender({ topic: digestSnsTopic, region, accountId }));
  }
  if (digestEmail?.transport === 'ses') {
    const { sesDigestSender } = await import('../../../adapters/aws/ses.ts');
    senders.push(sesDigestSender(digestEmail));
  }
  if (digestEmail?.transport === 'smtp') {
    const user = env[smtpVariables.user];
    const password = env[smtpVariables.password];
    senders.push(
      smtpDigestSender({ ...digestEmail, ...(user && { user }), ...(password && { password }) }),
    );
  }
  return senders;
}
