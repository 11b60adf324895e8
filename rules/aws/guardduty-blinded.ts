import { at, rule } from 'streamalert';
import { accountOf, callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

export const awsGuarddutyBlinded = rule({
  name: 'aws_guardduty_blinded',
  description:
    'GuardDuty was made blind without being switched off: by trusted addresses, a filter that ' +
    'archives findings, or a parting from its administrator',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1562.001'],
  references: [
    'https://attack.mitre.org/techniques/T1562/001/',
    'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_upload-lists.html',
  ],
  falsePositives: ['Offices whose addresses are trusted on purpose'],
  runbook:
    'See which addresses or findings are left out now, and whether they belong to the attack you ' +
    'do not see. Undo it, and look at archived findings of the last days.',
  logs: trailLogs,
  where: {
    eventName: [
      'CreateFilter',
      'CreateIPSet',
      'DeleteMembers',
      'DisassociateFromAdministratorAccount',
      'DisassociateFromMasterAccount',
      'DisassociateMembers',
      'StopMonitoringMembers',
      'UpdateFilter',
      'UpdateIPSet',
    ],
    eventSource: 'guardduty.amazonaws.com',
    ...succeeded,
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} called ${textAt(record, 'eventName')} of GuardDuty in ${accountOf(record)}`,
  matches: (record) =>
    !textAt(record, 'eventName').endsWith('Filter') ||
    at(record, 'requestParameters', 'action') === 'ARCHIVE',
});
