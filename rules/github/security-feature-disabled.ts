import { rule } from 'streamalert';
import { githubActor, githubPlace } from '../../matchers/github.ts';
import { textAt } from '../../matchers/reading.ts';

export const githubSecurityFeatureDisabled = rule({
  name: 'github_security_feature_disabled',
  description: 'Secret scanning, push protection or another security feature was switched off',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0005:T1562.001'],
  references: [
    'https://docs.github.com/code-security/secret-scanning/introduction/about-secret-scanning',
  ],
  falsePositives: ['Archived projects, savings on licences'],
  runbook:
    'Switch it on again unless the owners of the repository agreed. Look at what was pushed meanwhile: secrets in it ' +
    'were not reported.',
  logs: ['github:audit'],
  where: {
    action: [
      'business_advanced_security.disabled',
      'business_secret_scanning.disable',
      'business_secret_scanning_push_protection.disable',
      'dependabot_alerts.disable',
      'dependabot_alerts_new_repos.disable',
      'dependabot_security_updates.disable',
      'dependabot_security_updates_new_repos.disable',
      'org.advanced_security_disabled_on_all_repos',
      'org.secret_scanning_push_protection_disable',
      'repo.advanced_security_disabled',
      'repository_secret_scanning.disable',
      'repository_secret_scanning_push_protection.disable',
      'repository_vulnerability_alerts.disable',
      'secret_scanning.disable',
      'secret_scanning_new_repos.disable',
    ],
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${githubActor(record)} switched off ${textAt(record, 'action').split('.')[0] ?? ''} of ${githubPlace(record)}`,
});
