import { rule } from 'streamalert';
import { slackActor, slackEntity } from '../../matchers/slack.ts';
import { textAt } from '../../matchers/reading.ts';

export const slackSignInSettingsChanged = rule({
  name: 'slack_sign_in_settings_changed',
  description:
    'How people sign in to Slack was changed: second factor, single sign-on or identity provider',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0006:T1556'],
  references: [
    'https://docs.slack.dev/reference/audit-logs-api/methods-actions-reference/',
    'https://attack.mitre.org/techniques/T1556/',
  ],
  falsePositives: ['Moves to another identity provider'],
  runbook:
    'Compare with the settings before. If nobody announced it, restore them, end all sessions, ' +
    'and ask the actor outside of Slack.',
  logs: ['slack:audit'],
  where: {
    action: [
      'pref.sso_setting_changed',
      'pref.two_factor_auth_changed',
      'idp_configuration_added',
      'idp_configuration_deleted',
      'idp_prod_configuration_updated',
    ],
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${slackActor(record)} changed sign-in of Slack (${textAt(record, 'action')}) for ${slackEntity(record)}`,
});
