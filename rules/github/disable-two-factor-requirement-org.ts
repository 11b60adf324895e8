import { rule } from 'streamalert';
import { githubActor, githubAuditLogs, githubPlace } from '../../matchers/github.ts';

export const githubDisableTwoFactorRequirementOrg = rule({
  name: 'github_disable_two_factor_requirement_org',
  description: 'An organisation no longer asks its members for two-factor authentication',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0006:T1556.006', 'TA0005:T1556.006'],
  references: [
    'https://docs.github.com/organizations/keeping-your-organization-secure/managing-two-factor-authentication-for-your-organization/requiring-two-factor-authentication-in-your-organization',
  ],
  falsePositives: ['Move to sign-in through an identity provider'],
  runbook:
    'Switch the requirement on again; members without a second factor are removed then, so announce it. Ask the owner ' +
    'in the title why, outside of GitHub.',
  logs: githubAuditLogs,
  where: {
    action: ['org.disable_two_factor_requirement', 'business.disable_two_factor_requirement'],
  },
  outputs: ['file:alerts'],

  title: (record) => `${githubActor(record)} lifted the two-factor rule of ${githubPlace(record)}`,
});
