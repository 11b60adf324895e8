import { readSchedule } from '../../domain/schedule-expression.ts';
import { type Cursor, child, keyProblem, numberOf, problem, textOf } from '../cursor.ts';
import { integer, listOf, oneOf, section, text, textLike } from '../definition.ts';
import { functionSettings, isSwitchedOff, schedule } from '../function-settings.ts';
import type { NameParts, SettingsOf } from '../with-defaults.ts';

const load = { level: 'load' } as const;

const addressPattern = /^(?:[^<>@\r\n]{0,200}<[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/;

const address = (description: string, more: { readonly needed?: 'load' } = {}) =>
  textLike(
    addressPattern,
    'an address such as soc@example.com or "SOC <soc@example.com>"',
    description,
    {
      ...load,
      ...more,
    },
  );

const digestEmail = section(
  {
    from: address('Sender of the digest', { needed: 'load' }),
    to: listOf(address('An address'), 'Who receives the digest', { needed: 'load' }),
    transport: oneOf(['smtp', 'ses'], 'How it is sent: a mail server, or Amazon SES', load).default(
      'smtp',
    ),
    smtp_host: textLike(
      /^[A-Za-z0-9._:-]+$/,
      'the name or address of a host',
      'Mail server; user and password come from STREAMALERT_SMTP_USER and STREAMALERT_SMTP_PASSWORD',
      load,
    ),
    smtp_port: integer('Port of the mail server', [1, 65_535], load).default(587),
    smtp_tls: oneOf(
      ['starttls', 'implicit', 'off'],
      'starttls: refuse to send without it; implicit: TLS from the first byte, as on port 465 when this is ' +
        'absent; off: only where nobody can listen, and never with a password',
      load,
    ),
    ses_region: text('Region of SES; the region of the account when absent'),
  },
  'Who gets the digest by mail',
);

/** `rule_promotion_config` (configuration.md 4.5.2), with what this project adds. */
export const rulePromotionDefinition = section(
  {
    ...functionSettings,
    send_digest_schedule_expression: schedule('When the digest is sent, UTC'),
    digest_sns_topic: text(
      'Topic that receives the digest, by name or ARN; on one machine only when it is named here',
    ).default('<prefix>_streamalert_rule_staging_stats'),
    alerts_max: integer('A staged rule with more alerts than so many stays staged', [0], {
      ...load,
      unit: 'alerts',
    }).default(0),
    digest_email: digestEmail,
  },
  'Makes staged rules live',
);

type Filled = SettingsOf<typeof rulePromotionDefinition>;

export interface RulePromotionSettings {
  readonly sendDigestScheduleExpression?: string | undefined;
  readonly digestSnsTopic: string;
  /** Whether the file names the topic; AWS has a topic of the usual name, one machine has none. */
  readonly isDigestTopicNamed: boolean;
  readonly alertsMax: number;
  readonly digestEmail: DigestEmail | undefined;
}

/** Mail of the digest, complete: what is missing was refused when the file was checked. */
export type DigestEmail = { readonly from: string; readonly to: readonly string[] } & (
  | { readonly transport: 'ses'; readonly region: string }
  | {
      readonly transport: 'smtp';
      readonly host: string;
      readonly port: number;
      readonly tls: 'starttls' | 'implicit' | 'off';
    }
);

export function promotionSettings(
  filled: Filled,
  given: { readonly digest_sns_topic?: string } | undefined,
  names: NameParts,
): RulePromotionSettings {
  const { sendDigestScheduleExpression, digestSnsTopic, alertsMax } = filled;
  return {
    sendDigestScheduleExpression,
    digestSnsTopic,
    alertsMax,
    isDigestTopicNamed: (given?.digest_sns_topic ?? '') !== '',
    digestEmail: emailFrom(filled.digestEmail, names),
  };
}

const implicitTlsPort = 465;

function emailFrom(email: Filled['digestEmail'], names: NameParts): DigestEmail | undefined {
  const { from, to = [], smtpHost, smtpPort = 587, smtpTls } = email ?? {};
  if (from === undefined || to.length === 0) return undefined;
  if (email?.transport === 'ses') {
    return { from, to, transport: 'ses', region: email.sesRegion ?? names.region };
  }
  if (smtpHost === undefined) return undefined;
  const tls = smtpTls ?? (smtpPort === implicitTlsPort ? 'implicit' : 'starttls');
  return { from, to, transport: 'smtp', host: smtpHost, port: smtpPort, tls };
}

export function checkPromotion(cursor: Cursor): void {
  checkEmail(child(cursor, 'digest_email'));
  if (isSwitchedOff(cursor)) return;
  for (const key of ['schedule_expression', 'send_digest_schedule_expression']) {
    const expression = child(cursor, key);
    const written = textOf(expression);
    if (!expression || !written) {
      keyProblem(cursor, 'build', `"${key}" is missing`);
      continue;
    }
    const reading = readSchedule(written);
    if (reading.outcome === 'refused') problem(expression, 'build', reading.reason);
  }
}

function checkEmail(email: Cursor | undefined): void {
  if (email === undefined || email.node.kind !== 'map') return;
  const to = child(email, 'to');
  if (to?.node.kind === 'list' && to.node.items.length === 0) {
    problem(to, 'load', 'names nobody; write at least one address, or take digest_email away');
  }
  const smtpKeys = ['smtp_host', 'smtp_port', 'smtp_tls'] as const;
  if (textOf(child(email, 'transport')) === 'ses') {
    for (const key of smtpKeys) {
      const found = child(email, key);
      if (found) keyProblem(found, 'warning', 'has no effect with "transport": "ses"');
    }
    return;
  }
  if (!child(email, 'smtp_host')) {
    keyProblem(
      email,
      'load',
      '"smtp_host" is missing: the mail server, or write "transport": "ses"',
    );
  }
  const tls = child(email, 'smtp_tls');
  if (tls && textOf(tls) === 'off') {
    problem(tls, 'warning', 'the digest, with titles of alerts, is sent in clear text');
  }
  if (
    tls &&
    textOf(tls) === 'starttls' &&
    numberOf(child(email, 'smtp_port')) === implicitTlsPort
  ) {
    problem(tls, 'warning', 'port 465 speaks TLS from the first byte: write "implicit"');
  }
}
