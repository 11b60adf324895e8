import { rule } from 'streamalert';
import { oktaActor, oktaSuccess, oktaTarget } from '../../matchers/okta.ts';

export const oktaPolicyWeakened = rule({
  name: 'okta_policy_weakened',
  description: 'A sign-on policy, one of its rules or a network zone was switched off or deleted',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0005:T1562', 'TA0006:T1556'],
  references: [
    'https://help.okta.com/oie/en-us/content/topics/identity-engine/policies/about-policies.htm',
  ],
  falsePositives: ['Clean-up of policies nobody uses'],
  runbook:
    'See what the policy asked for and of whom. If it asked for MFA, restore it, and list the sign-ins since that would ' +
    'have been stopped.',
  logs: ['okta:logevents'],
  where: {
    eventType: [
      'policy.lifecycle.deactivate',
      'policy.lifecycle.delete',
      'policy.rule.deactivate',
      'policy.rule.delete',
      'zone.deactivate',
      'zone.delete',
    ],
    ...oktaSuccess,
  },
  outputs: ['file:alerts'],

  title: (record) => `${oktaActor(record)} switched off ${oktaTarget(record)}`,
});
