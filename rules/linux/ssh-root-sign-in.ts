import { rule } from 'streamalert';
import { textAt } from '../../matchers/reading.ts';

export const linuxSshRootSignIn = rule({
  name: 'linux_ssh_root_sign_in',
  description: 'Somebody signed in to a host as root over SSH',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0001:T1078.003', 'TA0008:T1021.004'],
  references: ['https://attack.mitre.org/techniques/T1021/004/'],
  falsePositives: ['Hosts on which there is no other user'],
  runbook:
    'Root has no name, so find out who it was by the key or address in the message. Switch off PermitRootLogin and let ' +
    'people come with their own user and sudo.',
  logs: ['linux:auth', 'linux:auth_iso'],
  where: {
    application: { startsWith: 'sshd' },
    message: { contains: ['Accepted password for root ', 'Accepted publickey for root '] },
  },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['host'], windowMinutes: 60 },

  title: (record) =>
    `root signed in to ${textAt(record, 'host')} from ${/ from (\S+) port/.exec(textAt(record, 'message'))?.[1] ?? 'unknown'}`,
});
