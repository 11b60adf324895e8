import { rule } from 'streamalert';
import { oktaActor } from '../../matchers/okta.ts';

export const oktaSuspiciousActivityReported = rule({
  name: 'okta_suspicious_activity_reported',
  description: 'A user says that something done in their name was not them',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0001:T1078.004'],
  references: [
    'https://help.okta.com/en-us/content/topics/security/suspicious-activity-reporting.htm',
  ],
  falsePositives: ['Users who do not recognise their own phone on another network'],
  runbook:
    'Believe the user first: end all sessions, reset password and factors with them on the phone. Then read what the ' +
    'sessions did before the report.',
  logs: ['okta:logevents'],
  where: { eventType: 'user.account.report_suspicious_activity_by_enduser' },
  outputs: ['file:alerts'],

  title: (record) => `${oktaActor(record)} reports activity that was not theirs`,
});
