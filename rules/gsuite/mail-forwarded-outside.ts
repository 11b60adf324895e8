import { rule } from 'streamalert';
import {
  gsuiteActor,
  gsuiteEventNamed,
  gsuiteLogs,
  gsuiteParameter,
} from '../../matchers/gsuite.ts';

const forwarding = ['email_forwarding_out_of_domain'];

export const gsuiteMailForwardedOutside = rule({
  name: 'gsuite_mail_forwarded_outside',
  description: 'A mailbox forwards to an address outside of the company',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0009:T1114.003'],
  references: [
    'https://developers.google.com/workspace/admin/reports/v1/appendix/activity/user-accounts',
    'https://attack.mitre.org/techniques/T1114/003/',
  ],
  falsePositives: ['Colleagues who leave and forward their mail; stop that too'],
  runbook:
    'Ask the user. If it was not them, remove the forwarding, end all sessions, and look at what ' +
    'was forwarded since.',
  logs: gsuiteLogs,
  where: { 'id.applicationName': 'user_accounts' },
  outputs: ['file:alerts'],

  title: (record) =>
    `Mail of ${gsuiteActor(record)} goes to ${gsuiteParameter(gsuiteEventNamed(record, forwarding), 'email_forwarding_destination_address')}`,
  matches: (record) => gsuiteEventNamed(record, forwarding) !== undefined,
});
