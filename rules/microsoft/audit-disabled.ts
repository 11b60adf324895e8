import { at, rule } from 'streamalert';
import { firstOf, listAt, textAt } from '../../matchers/reading.ts';

const off: readonly (readonly [parameter: string, value: string])[] = [
  ['UnifiedAuditLogIngestionEnabled', 'False'],
  ['AuditEnabled', 'False'],
  ['AuditDisabled', 'True'],
  ['AuditBypassEnabled', 'True'],
];

export const m365AuditDisabled = rule({
  name: 'm365_audit_disabled',
  description: 'The audit log of Microsoft 365 was switched off, for all or for one mailbox',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1562.008'],
  references: [
    'https://attack.mitre.org/techniques/T1562/008/',
    'https://learn.microsoft.com/purview/audit-log-enable-disable',
  ],
  falsePositives: ['None known'],
  runbook:
    'Switch it on again. Nothing of the time between can be brought back, so look at the sign-ins ' +
    'to Entra ID, which are logged apart.',
  logs: ['m365:audit'],
  where: {
    Operation: [
      'Set-AdminAuditLogConfig',
      'Set-Mailbox',
      'Set-MailboxAuditBypassAssociation',
      'Set-OrganizationConfig',
    ],
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${firstOf(textAt(record, 'UserId'))} switched off auditing with ${textAt(record, 'Operation')}`,
  matches: (record) => off.some(([name, value]) => parameterOf(record, name) === value),
});

/** A parameter of the call, by name. */
const parameterOf = (record: unknown, name: string): string =>
  textAt(
    listAt(record, 'Parameters').find((parameter) => at(parameter, 'Name') === name),
    'Value',
  );
