import { rule } from 'streamalert';
import { oktaActor } from '../../matchers/okta.ts';

export const oktaPhishingAttemptDeclined = rule({
  name: 'okta_phishing_attempt_declined',
  description: 'Okta FastPass refused to sign in to a site that only looks like Okta',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0001:T1566', 'TA0006:T1557'],
  references: [
    'https://help.okta.com/oie/en-us/content/topics/identity-engine/devices/fp/fp-main.htm',
  ],
  falsePositives: ['Inspecting proxies of the own network'],
  runbook:
    'The user followed a link to a false sign-in page and FastPass held. Get the link from the user, block its domain, ' +
    'and search mail for others who got it: not all of them have FastPass.',
  logs: ['okta:logevents'],
  where: {
    eventType: 'user.authentication.auth_via_mfa',
    'outcome.result': 'FAILURE',
    'outcome.reason': 'FastPass declined phishing attempt',
  },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['alternateId'], windowMinutes: 60 },

  title: (record) => `${oktaActor(record)} was led to a phishing site; FastPass declined`,
});
