import { rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';
import { oktaActor, oktaAddress, oktaSuccess } from '../../matchers/okta.ts';

export const oktaSignInThroughAnonymizer = rule({
  name: 'okta_sign_in_through_anonymizer',
  description: 'Somebody signed in through a proxy or anonymising service',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0001:T1078.004', 'TA0011:T1090.003'],
  references: ['https://help.okta.com/en-us/content/topics/security/network/dynamic-zones.htm'],
  falsePositives: ['Users with a private VPN'],
  runbook:
    'Ask the user whether they were behind a VPN. If not, end the session, and look at what it did: factors enrolled ' +
    'and applications opened in the first minutes show the purpose.',
  logs: ['okta:logevents'],
  where: { eventType: 'user.session.start', 'securityContext.isProxy': true, ...oktaSuccess },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['alternateId'], windowMinutes: 120 },

  title: (record) => {
    const network = firstOf(
      textAt(record, 'securityContext', 'isp'),
      textAt(record, 'securityContext', 'asOrg'),
    );
    return `${oktaActor(record)} signed in through a proxy of ${network} (${oktaAddress(record)})`;
  },
});
