import { rule } from 'streamalert';
import { githubActor, githubAuditLogs } from '../../matchers/github.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const githubSiteAdminUserPromotion = rule({
  name: 'github_site_admin_user_promotion',
  description: 'A user became site administrator of GitHub Enterprise',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0004:T1098.003'],
  references: [
    'https://docs.github.com/enterprise-server/admin/managing-accounts-and-repositories/managing-users-in-your-enterprise/promoting-or-demoting-a-site-administrator',
  ],
  falsePositives: ['New members of the team that runs the server'],
  runbook:
    'Site administrators read every repository and can act as any user. Confirm the promotion with the team that runs ' +
    'the server, or demote the user and review both accounts.',
  logs: githubAuditLogs,
  where: { action: ['user.promote', 'business.add_admin'] },
  outputs: ['file:alerts'],

  title: (record) =>
    `${firstOf(textAt(record, 'user'))} made site administrator by ${githubActor(record)}`,
});
