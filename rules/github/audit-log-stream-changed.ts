import { rule } from 'streamalert';
import { githubActor, githubPlace } from '../../matchers/github.ts';

export const githubAuditLogStreamChanged = rule({
  name: 'github_audit_log_stream_changed',
  description: 'The stream of the audit log out of GitHub was deleted or changed',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1562.008'],
  references: [
    'https://docs.github.com/enterprise-cloud@latest/admin/monitoring-activity-in-your-enterprise/reviewing-audit-logs-for-your-enterprise/streaming-the-audit-log-for-your-enterprise',
    'https://attack.mitre.org/techniques/T1562/008/',
  ],
  falsePositives: ['Moves to another log platform'],
  runbook:
    'What follows may not reach you: read the audit log in GitHub itself. Set the stream up again ' +
    'and ask the actor.',
  logs: ['github:audit'],
  where: { action: ['audit_log_streaming.destroy', 'audit_log_streaming.update'] },
  outputs: ['file:alerts'],

  title: (record) =>
    `${githubActor(record)} changed the audit log stream of ${githubPlace(record)}`,
});
