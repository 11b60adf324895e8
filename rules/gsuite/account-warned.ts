import { rule } from 'streamalert';
import { gsuiteActor, gsuiteEventNamed, gsuiteLogs } from '../../matchers/gsuite.ts';
import { textAt } from '../../matchers/reading.ts';

const warnings = [
  'account_disabled_hijacked',
  'account_disabled_password_leak',
  'account_disabled_spamming',
  'account_disabled_spamming_through_relay',
  'gov_attack_warning',
  'suspicious_login',
  'suspicious_login_less_secure_app',
  'suspicious_programmatic_login',
];

export const gsuiteAccountWarned = rule({
  name: 'gsuite_account_warned',
  description: 'Google warns that an account is attacked or was taken over',
  author: 'StreamAlert',
  severity: (record) =>
    textAt(gsuiteEventNamed(record, warnings), 'name') === 'suspicious_login' ? 'medium' : 'high',
  attack: ['TA0001:T1078.004'],
  references: [
    'https://developers.google.com/workspace/admin/reports/v1/appendix/activity/login',
    'https://attack.mitre.org/techniques/T1078/004/',
  ],
  falsePositives: ['Users on travels, for the suspicious sign-in'],
  runbook:
    'Ask the user outside of mail. For a disabled account, find out where the password was used ' +
    'besides, and give a new one; for an attack by a government, move the user to Advanced ' +
    'Protection.',
  logs: gsuiteLogs,
  where: { 'id.applicationName': 'login' },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['email'], windowMinutes: 120 },

  title: (record) =>
    `Google warns of ${textAt(gsuiteEventNamed(record, warnings), 'name')}: ${gsuiteActor(record)}`,
  matches: (record) => gsuiteEventNamed(record, warnings) !== undefined,
});
