import { rule } from 'streamalert';
import { textAt } from '../../matchers/reading.ts';

export const linuxUserCreated = rule({
  name: 'linux_user_created',
  description: 'A user was added to a host',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0003:T1136.001'],
  references: ['https://attack.mitre.org/techniques/T1136/001/'],
  falsePositives: ['Packages that bring a user for their service'],
  runbook:
    'A user with a shell and a home that no package brought needs an explanation. See who was on the host at the time.',
  logs: ['linux:auth', 'linux:auth_iso'],
  where: { application: 'useradd', message: { startsWith: 'new user: name=' } },
  outputs: ['file:alerts'],

  title: (record) =>
    `User ${/name=([^,]+)/.exec(textAt(record, 'message'))?.[1] ?? 'unknown'} created on ${textAt(record, 'host')}`,
  matches: (record) => !/shell=\S*(nologin|false)/.test(textAt(record, 'message')),
});
