import { rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const oneloginAuthFactorRemoved = rule({
  name: 'onelogin_auth_factor_removed',
  description: 'A second factor of a OneLogin user was removed',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0006:T1556.006'],
  references: ['https://developers.onelogin.com/api-docs/1/events/event-types'],
  falsePositives: ['Users who change their phone'],
  runbook:
    'See whether a new factor follows within minutes from the place where the user works. If none does, or from another ' +
    'country, call the user.',
  logs: ['onelogin:events'],
  where: { event_type_id: [24, 172] },
  outputs: ['file:alerts'],

  title: (record) =>
    `${firstOf(textAt(record, 'actor_user_name'))} removed factor ${firstOf(textAt(record, 'otp_device_name'))} of ${firstOf(textAt(record, 'user_name'))}`,
});
