import { rule } from 'streamalert';
import { oktaTarget } from '../../matchers/okta.ts';

export const oktaPasswordResetByOkta = rule({
  name: 'okta_password_reset_by_okta',
  description: 'Okta itself, not an administrator, changed the password or factors of a user',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0001:T1199', 'TA0003:T1098'],
  references: [
    'https://attack.mitre.org/techniques/T1098/',
    'https://developer.okta.com/docs/reference/api/event-types/',
  ],
  falsePositives: ['Support cases that ask for it'],
  runbook:
    'Find the support case. If there is none, disable the user, and ask Okta who did it and from ' +
    'where.',
  logs: ['okta:logevents'],
  where: {
    eventType: [
      'user.account.reset_password',
      'user.account.update_password',
      'user.mfa.factor.update',
    ],
    'actor.alternateId': 'system@okta.com',
  },
  outputs: ['file:alerts'],

  title: (record) => `Okta changed credentials of ${oktaTarget(record)}`,
});
