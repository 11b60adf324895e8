import { rule } from 'streamalert';
import { githubActor, githubPlace } from '../../matchers/github.ts';
import { textAt } from '../../matchers/reading.ts';

export const githubRepositoryTakenAway = rule({
  name: 'github_repository_taken_away',
  description: 'A repository was deleted, or given to somebody else',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0040:T1485', 'TA0010:T1567.001'],
  references: [
    'https://docs.github.com/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/audit-log-events-for-your-organization',
    'https://attack.mitre.org/techniques/T1485/',
  ],
  falsePositives: ['Clean-up of old projects, projects that change teams'],
  runbook:
    'Ask the owners of the repository. A deleted one can be restored by an organisation owner for ' +
    '90 days; for one that was transferred, see whether the new owner belongs to you.',
  logs: ['github:audit'],
  where: { action: ['repo.destroy', 'repo.transfer', 'repo.transfer_outgoing'] },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['actor'], windowMinutes: 60 },

  title: (record) =>
    `${githubActor(record)} ${textAt(record, 'action') === 'repo.destroy' ? 'deleted' : 'gave away'} ${githubPlace(record)}`,
});
