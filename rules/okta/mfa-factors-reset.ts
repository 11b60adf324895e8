import { rule } from 'streamalert';
import {
  isOnSomebodyElse,
  oktaActor,
  oktaAddress,
  oktaSuccess,
  oktaTarget,
} from '../../matchers/okta.ts';

export const oktaMfaFactorsReset = rule({
  name: 'okta_mfa_factors_reset',
  description: 'All MFA factors of a user were reset',
  author: 'StreamAlert',
  severity: (record) => (isOnSomebodyElse(record) ? 'high' : 'medium'),
  attack: ['TA0006:T1556.006', 'TA0003:T1098.005'],
  references: ['https://developer.okta.com/docs/reference/api/event-types/'],
  falsePositives: ['The help desk, for a user with a new phone'],
  runbook:
    'Call the user on a number you know: did they ask for it? If not, end their sessions, and look for the sign-in that ' +
    'follows a reset and for the one who talked the help desk into it.',
  logs: ['okta:logevents'],
  where: { eventType: 'user.mfa.factor.reset_all', ...oktaSuccess },
  outputs: ['file:alerts'],

  title: (record) =>
    `All MFA factors of ${oktaTarget(record)} reset by ${oktaActor(record)} from ${oktaAddress(record)}`,
});
