import { rule } from 'streamalert';
import { oktaActor, oktaTarget } from '../../matchers/okta.ts';

export const oktaSupportAccessGranted = rule({
  name: 'okta_support_access_granted',
  description: 'The support of Okta was let into the organisation, or acted in it',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0001:T1199'],
  references: [
    'https://attack.mitre.org/techniques/T1199/',
    'https://developer.okta.com/docs/reference/api/event-types/',
  ],
  falsePositives: ['Support cases that are open'],
  runbook:
    'Find the number of the support case. If there is none, revoke the access in the settings of ' +
    'the organisation and ask Okta who used it.',
  logs: ['okta:logevents'],
  where: { eventType: ['user.session.impersonation.grant', 'user.session.impersonation.initiate'] },
  outputs: ['file:alerts'],

  title: (record) =>
    `${oktaActor(record)} let support of Okta in or acted as it (${oktaTarget(record)})`,
});
