import { rule } from 'streamalert';
import { githubActor, githubPlace } from '../../matchers/github.ts';

export const githubSingleSignOnDisabled = rule({
  name: 'github_single_sign_on_disabled',
  description: 'An organisation or enterprise no longer asks for single sign-on',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0006:T1556', 'TA0005:T1562'],
  references: [
    'https://docs.github.com/enterprise-cloud@latest/organizations/managing-saml-single-sign-on-for-your-organization/disabling-saml-single-sign-on-for-your-organization',
    'https://attack.mitre.org/techniques/T1556/',
  ],
  falsePositives: ['Moves to another identity provider'],
  runbook:
    'A password on GitHub is enough now. Switch it on again, and look at who signed in meanwhile ' +
    'and what tokens they made.',
  logs: ['github:audit'],
  where: {
    action: [
      'business.disable_oidc',
      'business.disable_saml',
      'org.disable_saml',
      'org.disable_oidc',
    ],
  },
  outputs: ['file:alerts'],

  title: (record) => `${githubActor(record)} switched off single sign-on of ${githubPlace(record)}`,
});
