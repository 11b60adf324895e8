import { rule } from 'streamalert';
import { oktaActor, oktaSuccess, oktaTarget } from '../../matchers/okta.ts';

export const oktaIdentityProviderAdded = rule({
  name: 'okta_identity_provider_added',
  description: 'Okta now trusts another identity provider to say who somebody is',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0003:T1484.002', 'TA0005:T1484.002'],
  references: [
    'https://sec.okta.com/articles/2023/08/cross-tenant-impersonation-prevention-and-detection/',
  ],
  falsePositives: ['Joining of a company that was bought'],
  runbook:
    'An added provider can vouch for any user, so this needs the word of the owner of Okta. Without it, deactivate the ' +
    'provider and treat the administrator who added it as taken over.',
  logs: ['okta:logevents'],
  where: {
    eventType: ['system.idp.lifecycle.create', 'system.idp.lifecycle.activate'],
    ...oktaSuccess,
  },
  outputs: ['file:alerts'],

  title: (record) => `${oktaActor(record)} added identity provider ${oktaTarget(record)}`,
});
