import { rule } from 'streamalert';
import { slackActor, slackEntity } from '../../matchers/slack.ts';

export const slackMaliciousFileShared = rule({
  name: 'slack_malicious_file_shared',
  description: 'Slack found malware in a file that somebody shared',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0008:T1080', 'TA0002:T1204.002'],
  references: [
    'https://docs.slack.dev/reference/audit-logs-api/methods-actions-reference/',
    'https://attack.mitre.org/techniques/T1080/',
  ],
  falsePositives: ['Security teams that share samples'],
  runbook:
    'Find out who opened the file and look at their hosts. The one who shared it may have a ' +
    'stolen session: ask them outside of Slack.',
  logs: ['slack:audit'],
  where: { action: ['file_malicious_content_detected'] },
  outputs: ['file:alerts'],

  title: (record) => `Slack found malware in ${slackEntity(record)} of ${slackActor(record)}`,
});
