import { rule } from 'streamalert';
import { slackActor } from '../../matchers/slack.ts';
import { listAt } from '../../matchers/reading.ts';

export const slackAnomalyReported = rule({
  name: 'slack_anomaly_reported',
  description:
    'Slack reports that an account behaves unlike itself: Tor, an unknown device, a stolen ' +
    'session, a flood of downloads',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0001:T1078.004', 'TA0006:T1539'],
  references: [
    'https://docs.slack.dev/admins/audit-logs-api/',
    'https://attack.mitre.org/techniques/T1539/',
  ],
  falsePositives: ['Travels, new phones'],
  runbook:
    'The reasons are in details.reason. Ask the user; if they know of nothing, end all sessions ' +
    'of the account and list what it downloaded.',
  logs: ['slack:audit'],
  where: { action: ['anomaly'] },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['email'], windowMinutes: 120 },

  title: (record) =>
    `Slack reports an anomaly of ${slackActor(record)}: ${listAt(record, 'details', 'reason').join(', ')}`,
});
