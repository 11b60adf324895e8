import { rule } from 'streamalert';
import { githubActor, githubAuditLogs, githubPlace } from '../../matchers/github.ts';
import { textAt } from '../../matchers/reading.ts';

export const githubBranchProtectionRemoved = rule({
  name: 'github_branch_protection_removed',
  description: 'A protected branch is protected no longer, or an administrator went around it',
  author: 'StreamAlert',
  severity: (record) => (textAt(record, 'action').endsWith('destroy') ? 'high' : 'medium'),
  attack: ['TA0005:T1562', 'TA0001:T1195.002'],
  references: [
    'https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches',
  ],
  falsePositives: ['Urgent repairs by those who may skip reviews'],
  runbook:
    'Read what was pushed to the branch without review, and restore the protection. Look for releases that were built ' +
    'from it.',
  logs: githubAuditLogs,
  where: { action: ['protected_branch.destroy', 'protected_branch.policy_override'] },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['repo', 'actor'], windowMinutes: 60 },

  title: (record) =>
    `${githubActor(record)} went around branch protection of ${githubPlace(record)}`,
});
