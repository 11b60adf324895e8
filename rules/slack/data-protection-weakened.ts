import { rule } from 'streamalert';
import { slackActor, slackEntity } from '../../matchers/slack.ts';
import { textAt } from '../../matchers/reading.ts';

export const slackDataProtectionWeakened = rule({
  name: 'slack_data_protection_weakened',
  description:
    'Slack protects or keeps data less than before: keys, rules against data loss, legal holds, ' +
    'or barriers',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1562.001'],
  references: [
    'https://docs.slack.dev/reference/audit-logs-api/methods-actions-reference/',
    'https://attack.mitre.org/techniques/T1562/001/',
  ],
  falsePositives: ['Changes by the legal or compliance team'],
  runbook:
    'Ask the compliance team. Restore the policy first: what is deleted while a legal hold is off ' +
    'does not come back.',
  logs: ['slack:audit'],
  where: {
    action: [
      'ekm_key_removed',
      'ekm_unenrolled',
      'native_dlp_rule_deactivated',
      'legal_hold_policy_deleted',
      'legal_hold_policy_released',
      'barrier_deleted',
      'intune_disabled',
      'ekm_slackbot_unenroll_notification_sent',
    ],
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${slackActor(record)} weakened protection of Slack: ${textAt(record, 'action')} (${slackEntity(record)})`,
});
