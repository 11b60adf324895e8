import { rule } from 'streamalert';
import { oktaActor, oktaAddress } from '../../matchers/okta.ts';

export const oktaPushDeniedByUser = rule({
  name: 'okta_push_denied_by_user',
  description:
    'A user said no to a push that asked whether it was them: somebody has their password',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0006:T1621'],
  references: ['https://attack.mitre.org/techniques/T1621/'],
  falsePositives: ['A tap on the wrong button'],
  runbook:
    'One denied push may be a slip. Several, or one followed by a success, is somebody who wears the user down: reset ' +
    'the password and ask the user what they saw.',
  logs: ['okta:logevents'],
  where: { eventType: ['user.mfa.okta_verify.deny_push', 'user.mfa.attempt_bypass'] },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['alternateId'], windowMinutes: 30 },

  title: (record) => `${oktaActor(record)} denied a push for a sign-in from ${oktaAddress(record)}`,
});
