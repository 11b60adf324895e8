import { rule } from 'streamalert';
import { oktaActor, oktaSuccess, oktaTarget } from '../../matchers/okta.ts';

export const oktaLogStreamStopped = rule({
  name: 'okta_log_stream_stopped',
  description: 'A stream of the System Log out of Okta was stopped or deleted',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1562.008'],
  references: [
    'https://attack.mitre.org/techniques/T1562/008/',
    'https://developer.okta.com/docs/reference/api/event-types/',
  ],
  falsePositives: ['Moves to another log platform'],
  runbook:
    'What follows may not reach you: read the System Log in Okta itself from this time on. Set ' +
    'the stream up again and ask the actor.',
  logs: ['okta:logevents'],
  where: {
    eventType: ['system.log_stream.lifecycle.deactivate', 'system.log_stream.lifecycle.delete'],
    ...oktaSuccess,
  },
  outputs: ['file:alerts'],

  title: (record) => `${oktaActor(record)} stopped log stream ${oktaTarget(record)}`,
});
