import { rule } from 'streamalert';
import {
  commandOf,
  hostOf,
  processStart,
  startedProcess,
  windowsLogs,
} from '../../matchers/windows.ts';

const opens =
  /netsh(\.exe)?"?\s+(advfirewall\s+)?firewall\s+add\s+(rule|portopening|allowedprogram)(?!.*\baction=block)|new-netfirewallrule\s+(?=.*inbound)(?=.*allow)/;

export const windowsFirewallOpened = rule({
  name: 'windows_firewall_opened',
  description: 'A command opens a port of a host, or lets a program through its firewall',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0005:T1562.004'],
  references: ['https://attack.mitre.org/techniques/T1562/004/'],
  falsePositives: ['Installers of servers and games'],
  runbook:
    'See what listens on the port. A port for Remote Desktop or file sharing, or a program in a ' +
    'folder of users, needs an explanation today.',
  logs: windowsLogs,
  where: processStart,
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 30 },

  title: (record) => `${commandOf(record)} on ${hostOf(record)}`,
  matches: (record) => opens.test(startedProcess(record).command),
});
