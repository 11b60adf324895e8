import { rule } from 'streamalert';
import { githubActor, githubPlace } from '../../matchers/github.ts';

export const githubBranchProtectionOverridden = rule({
  name: 'github_branch_protection_overridden',
  description: 'An administrator went around the protection of a branch',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0005:T1562', 'TA0001:T1195.002'],
  references: [
    'https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches',
  ],
  falsePositives: ['Urgent repairs by those who may skip reviews'],
  runbook:
    'Read what was pushed to the branch without review. If this is how the team always works, ' +
    'take the right to go around away rather than this rule.',
  logs: ['github:audit'],
  where: { action: 'protected_branch.policy_override' },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['repo', 'actor'], windowMinutes: 60 },

  title: (record) =>
    `${githubActor(record)} went around branch protection of ${githubPlace(record)}`,
});
