import { at, rule } from 'streamalert';
import { firstOf, listAt, textAt } from '../../matchers/reading.ts';

const targets = [
  'ForwardTo',
  'ForwardAsAttachmentTo',
  'RedirectTo',
  'ForwardingSmtpAddress',
  'ForwardingAddress',
];

export const m365MailForwarded = rule({
  name: 'm365_mail_forwarded',
  description: 'A rule or setting of a mailbox sends mail on to somebody else',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0009:T1114.003'],
  references: [
    'https://attack.mitre.org/techniques/T1114/003/',
    'https://learn.microsoft.com/defender-xdr/alert-grading-playbook-inbox-forwarding-rules',
  ],
  falsePositives: ['Assistants and shared mailboxes'],
  runbook:
    'Ask the user. If the address is outside or the user knows nothing, remove the rule, end the ' +
    'sessions and look for the sign-in before it: this is how invoices are redirected.',
  logs: ['m365:audit'],
  where: { Operation: ['New-InboxRule', 'Set-InboxRule', 'Set-Mailbox', 'UpdateInboxRules'] },
  outputs: ['file:alerts'],

  title: (record) =>
    `${firstOf(textAt(record, 'UserId'))} sends mail on to ${targetsOf(record).join(', ')}`,
  matches: (record) => targetsOf(record).length > 0,
});

const targetsOf = (record: unknown): readonly string[] =>
  targets.map((name) => parameterOf(record, name)).filter((target) => target !== '');

/** A parameter of the call, by name. */
const parameterOf = (record: unknown, name: string): string =>
  textAt(
    listAt(record, 'Parameters').find((parameter) => at(parameter, 'Name') === name),
    'Value',
  );
