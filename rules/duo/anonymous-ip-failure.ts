import { rule } from 'streamalert';
import { duoAddress, duoUser } from '../../matchers/duo.ts';

export const duoAnonymousIpFailure = rule({
  name: 'duo_anonymous_ip_failure',
  description: 'Duo refused a sign-in because it came through an anonymising network',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0001:T1078', 'TA0011:T1090.003'],
  references: ['https://duo.com/docs/policy#anonymous-networks'],
  falsePositives: ['Users with a private VPN'],
  runbook:
    'To come this far somebody needed the password. Ask the user; if it was not them, have the password changed and ' +
    'search for other sign-ins from the same network.',
  logs: ['duo:authentication', 'duo:authentication_v2'],
  where: { result: ['FAILURE', 'denied'], reason: ['Anonymous IP', 'anonymous_ip'] },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['ip'], windowMinutes: 60 },

  title: (record) => `${duoUser(record)} was refused on anonymous address ${duoAddress(record)}`,
});
