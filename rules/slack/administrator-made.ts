import { rule } from 'streamalert';
import { slackActor, slackEntity } from '../../matchers/slack.ts';
import { textAt } from '../../matchers/reading.ts';

export const slackAdministratorMade = rule({
  name: 'slack_administrator_made',
  description: 'Somebody became owner or administrator of Slack',
  author: 'StreamAlert',
  severity: (record) => (textAt(record, 'action').includes('owner') ? 'high' : 'medium'),
  attack: ['TA0003:T1098.003'],
  references: [
    'https://docs.slack.dev/reference/audit-logs-api/methods-actions-reference/',
    'https://attack.mitre.org/techniques/T1098/003/',
  ],
  falsePositives: ['New members of the team that runs Slack'],
  runbook:
    'Confirm with the owners of Slack. Otherwise take the role back, end the sessions of both, ' +
    'and look at apps and exports since.',
  logs: ['slack:audit'],
  where: {
    action: [
      'owner_transferred',
      'role_change_to_admin',
      'role_change_to_owner',
      'service_owner_transferred',
    ],
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${slackActor(record)} changed the role of ${slackEntity(record)} (${textAt(record, 'action')})`,
});
