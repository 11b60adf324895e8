import { rule } from 'streamalert';
import { textAt } from '../../matchers/reading.ts';

export const linuxSudoRefused = rule({
  name: 'linux_sudo_refused',
  description: 'Somebody tried to become root and was not allowed to',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0004:T1548.003'],
  references: ['https://attack.mitre.org/techniques/T1548/003/'],
  falsePositives: ['Colleagues who do not know that they lack the right'],
  runbook:
    'For a person, ask. For the user of a service (www-data, nginx, postgres) somebody has taken over the service: look ' +
    'at the host.',
  logs: ['linux:auth', 'linux:auth_iso'],
  where: {
    application: 'sudo',
    message: {
      contains: ['user NOT in sudoers', 'command not allowed', 'incorrect password attempts'],
    },
  },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['host'], windowMinutes: 30 },

  title: (record) =>
    `${textAt(record, 'message').trim().split(' ')[0] ?? ''} was refused sudo on ${textAt(record, 'host')}`,
});
