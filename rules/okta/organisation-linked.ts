import { rule } from 'streamalert';
import { oktaActor, oktaSuccess } from '../../matchers/okta.ts';
import { listAt, textAt } from '../../matchers/reading.ts';

export const oktaOrganisationLinked = rule({
  name: 'okta_organisation_linked',
  description:
    'An application was set up that lets another Okta organisation in, with all users it has',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0004:T1484.002', 'TA0001:T1199'],
  references: [
    'https://attack.mitre.org/techniques/T1484/002/',
    'https://developer.okta.com/docs/reference/api/event-types/',
  ],
  falsePositives: ['Companies that are merged'],
  runbook:
    'See which organisation it is. If it is not one of yours, deactivate the application and look ' +
    'at users that came from it.',
  logs: ['okta:logevents'],
  where: {
    eventType: ['application.lifecycle.create', 'application.lifecycle.update'],
    ...oktaSuccess,
  },
  outputs: ['file:alerts'],

  title: (record) => `${oktaActor(record)} set up a link to another organisation`,
  matches: (record) =>
    listAt(record, 'target').some((target) => textAt(target, 'displayName').includes('Org2Org')),
});
