import { rule } from 'streamalert';
import { eventField, hostOf, registryWrite } from '../../matchers/windows.ts';

const fromList = /\\winlogon\\specialaccounts\\userlist\\[^\\]+$/i;
const likeMachine = /\\sam\\sam\\domains\\account\\users\\names\\[^\\]+\$(\\|$)/i;

export const windowsHiddenAccount = rule({
  name: 'windows_hidden_account',
  description:
    'An account of a host is hidden: from the list of the sign-in screen, or with a name that ' +
    'ends in a dollar sign like that of a machine',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1564.002', 'TA0003:T1136.001'],
  references: [
    'https://attack.mitre.org/techniques/T1564/002/',
    'https://learn.microsoft.com/sysinternals/downloads/sysmon',
  ],
  falsePositives: ['Kiosks that hide the account of their maintenance'],
  runbook:
    'Ask the owner of the host. Disable the account, and list its sign-ins: it was made to come ' +
    'back.',
  logs: ['elastic:winlogbeat', 'windows:event_xml', 'windows:evtx', 'windows:sysmon'],
  where: registryWrite,
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 60 },

  title: (record) => `Hidden account on ${hostOf(record)}: ${eventField(record, 'TargetObject')}`,
  matches: (record) => {
    const value = eventField(record, 'TargetObject');
    const isZero = /\(0x0+\)/.test(eventField(record, 'Details'));
    return (fromList.test(value) && isZero) || likeMachine.test(value);
  },
});
