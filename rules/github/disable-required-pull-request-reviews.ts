import { rule } from 'streamalert';
import { githubActor, githubAuditLogs, githubPlace } from '../../matchers/github.ts';

export const githubDisableRequiredPullRequestReviews = rule({
  name: 'github_disable_required_pull_request_reviews',
  description: 'It was changed whose review a protected branch asks for',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0005:T1562', 'TA0001:T1195.002'],
  references: [
    'https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches',
  ],
  falsePositives: ['Teams that change how they review'],
  runbook:
    'Look at what was merged into the branch since, and by whom. Restore the required reviews unless the owners of the ' +
    'repository decided otherwise.',
  logs: githubAuditLogs,
  where: { action: 'protected_branch.dismissal_restricted_users_teams' },
  outputs: ['file:alerts'],

  title: (record) =>
    `${githubActor(record)} changed the required reviews of ${githubPlace(record)}`,
});
