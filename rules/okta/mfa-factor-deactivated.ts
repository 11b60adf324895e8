import { rule } from 'streamalert';
import { oktaActor, oktaSuccess, oktaTarget } from '../../matchers/okta.ts';

export const oktaMfaFactorDeactivated = rule({
  name: 'okta_mfa_factor_deactivated',
  description: 'One MFA factor of a user was taken away',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0006:T1556.006'],
  references: ['https://developer.okta.com/docs/reference/api/event-types/'],
  falsePositives: ['Users who change their phone'],
  runbook:
    'A user who takes away their own factor and enrols another one has a new phone. See whether the new factor was ' +
    'enrolled from the usual place; if it was not, ask.',
  logs: ['okta:logevents'],
  where: { eventType: ['user.mfa.factor.deactivate', 'user.mfa.factor.suspend'], ...oktaSuccess },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['alternateId'], windowMinutes: 60 },

  title: (record) => `An MFA factor of ${oktaTarget(record)} was removed by ${oktaActor(record)}`,
});
