import { rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const oneloginEventsAssumedRole = rule({
  name: 'onelogin_events_assumed_role',
  description: 'A OneLogin administrator acts as another user',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0004:T1078.004'],
  references: ['https://developers.onelogin.com/api-docs/1/events/event-types'],
  falsePositives: ['Support that looks at a problem together with the user'],
  runbook:
    'Ask the user whether they agreed. All that follows in the session is logged under the name of the user, so note ' +
    'its beginning and end.',
  logs: ['onelogin:events'],
  where: { event_type_id: 3 },
  outputs: ['file:alerts'],

  title: (record) =>
    `${firstOf(textAt(record, 'actor_user_name'), textAt(record, 'actor_user_id'))} assumed ${firstOf(textAt(record, 'user_name'))}`,
});
