import { rule } from 'streamalert';
import { githubActor, githubAuditLogs } from '../../matchers/github.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const githubDisableTwoFactorRequirementUser = rule({
  name: 'github_disable_two_factor_requirement_user',
  description: 'A user of GitHub switched off their second factor',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0006:T1556.006'],
  references: [
    'https://docs.github.com/authentication/securing-your-account-with-two-factor-authentication-2fa/disabling-two-factor-authentication-for-your-personal-account',
  ],
  falsePositives: ['Users who change their device and enrol again at once'],
  runbook:
    'See whether two_factor_authentication.enabled follows within minutes. If it does not, ask ' +
    'the user outside of GitHub: somebody with their password may have done it to stay.',
  logs: githubAuditLogs,
  where: { action: ['two_factor_authentication.disabled'] },
  outputs: ['file:alerts'],

  title: (record) =>
    `${githubActor(record)} switched off two-factor authentication of ${firstOf(textAt(record, 'user'), githubActor(record))}`,
});
