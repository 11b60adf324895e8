import { at, rule } from 'streamalert';
import { githubActor, githubPlace } from '../../matchers/github.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const githubSiteAdminAction = rule({
  name: 'github_site_admin_action',
  description:
    'A site administrator of GitHub Enterprise Server used a tool of the staff, such as signing ' +
    'in as another user',
  author: 'StreamAlert',
  severity: (record) => (at(record, 'action') === 'staff.fake_login' ? 'high' : 'medium'),
  attack: ['TA0004:T1078', 'TA0005:T1550'],
  references: [
    'https://docs.github.com/enterprise-server/admin/monitoring-activity-in-your-enterprise/reviewing-audit-logs-for-your-enterprise/audit-log-events-for-your-enterprise',
  ],
  falsePositives: ['Support that helps a user, maintenance of the instance'],
  runbook:
    'Ask the administrator for the ticket. After staff.fake_login all that follows bears the name ' +
    'of the user it was done as: read what happened until staff.exit_fake_login.',
  logs: ['ghe:general', 'github:audit'],
  where: { action: { startsWith: 'staff.' } },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['actor'], windowMinutes: 30 },

  title: (record) =>
    `Site administrator ${githubActor(record)} used ${textAt(record, 'action')} on ${firstOf(textAt(record, 'user'), githubPlace(record))}`,
});
