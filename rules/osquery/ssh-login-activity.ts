import { rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

/** Entries that the system itself writes to the list of sign-ins. */
const systemUsers = new Set(['reboot', 'runlevel', 'shutdown', 'LOGIN']);

export const sshLoginActivity = rule({
  name: 'ssh_login_activity',
  description: 'Somebody signed in to a Linux host from another one',
  author: 'StreamAlert',
  severity: 'info',
  attack: ['TA0008:T1021.004'],
  references: ['https://osquery.io/schema/current/#last'],
  falsePositives: ['Everybody who is allowed to'],
  runbook:
    'Nothing by itself; it answers who was on a host when something else happened. Where nobody should sign in at all, ' +
    'raise its severity.',
  logs: ['osquery:differential'],
  where: {
    name: { endsWith: ['_last', '/last'] },
    action: 'added',
    // 7 is a user process: a sign-in. 8 is its end.
    'columns.type': ['7', 7],
  },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['hostIdentifier', 'username'], windowMinutes: 60 },

  title: (record) =>
    `${textAt(record, 'columns', 'username')} signed in to ${firstOf(textAt(record, 'hostIdentifier'))} from ${textAt(record, 'columns', 'host')}`,
  matches: (record) =>
    textAt(record, 'columns', 'host') !== '' &&
    !systemUsers.has(textAt(record, 'columns', 'username')),
});
