import { rule } from 'streamalert';
import { githubActor, githubAuditLogs, githubPlace } from '../../matchers/github.ts';

export const githubDisableProtectThisBranch = rule({
  name: 'github_disable_protect_this_branch',
  description:
    'A protected branch is protected no longer: reviews, status checks and all other conditions ' +
    'are gone',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1562', 'TA0001:T1195.002'],
  references: [
    'https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches',
  ],
  falsePositives: ['Branches that are given up, repositories that move to rulesets'],
  runbook:
    'Protect the branch again, then read what was pushed to it without review and look for ' +
    'releases that were built from it. Ask the actor outside of GitHub.',
  logs: githubAuditLogs,
  where: { action: 'protected_branch.destroy' },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['repo', 'actor'], windowMinutes: 60 },

  title: (record) => `${githubActor(record)} removed branch protection of ${githubPlace(record)}`,
});
