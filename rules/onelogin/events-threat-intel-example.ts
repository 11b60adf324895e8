import { rule } from 'streamalert';
import { hitsOf } from '../../matchers/indicators.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const oneloginEventsThreatIntelExample = rule({
  name: 'onelogin_events_threat_intel_example',
  description:
    'OneLogin was used from an address that threat intelligence knows; an example of a rule on ' +
    'indicators',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0001:T1078.004'],
  references: ['https://developers.onelogin.com/api-docs/1/events/event-types'],
  falsePositives: ['Addresses of large providers that are listed for one of their customers'],
  runbook:
    'See what the feed says about the address and how old that is. If it is no shared exit of a ' +
    'provider, end the sessions of the user and ask them where they were.',
  logs: ['onelogin:events'],
  outputs: ['file:alerts'],
  mergeBy: { keys: ['user_name'], windowMinutes: 60 },

  title: (record) =>
    `${firstOf(textAt(record, 'actor_user_name'), textAt(record, 'user_name'))} used OneLogin from ${hitsOf(record, 'ip').join(', ')}, a known bad address`,
  matches: (record) => hitsOf(record, 'ip').length > 0,
});
