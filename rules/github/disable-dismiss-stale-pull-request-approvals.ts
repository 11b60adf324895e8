import { rule } from 'streamalert';
import { githubActor, githubAuditLogs, githubPlace } from '../../matchers/github.ts';

export const githubDisableDismissStalePullRequestApprovals = rule({
  name: 'github_disable_dismiss_stale_pull_request_approvals',
  description: 'Approvals of a pull request may now outlive later changes to it',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0005:T1562', 'TA0001:T1195.002'],
  references: [
    'https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches',
  ],
  falsePositives: ['Teams that change how they review'],
  runbook:
    'Look at the pull requests merged since: was something pushed after the approval? Set the protection back unless ' +
    'the team decided otherwise.',
  logs: githubAuditLogs,
  where: { action: 'protected_branch.dismiss_stale_reviews' },
  outputs: ['file:alerts'],

  title: (record) => `${githubActor(record)} lets stale approvals stand in ${githubPlace(record)}`,
});
