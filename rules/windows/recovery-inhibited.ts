import { rule } from 'streamalert';
import {
  commandOf,
  hostOf,
  processStart,
  startedProcess,
  windowsLogs,
} from '../../matchers/windows.ts';
import { holdsInOrder } from '../../matchers/in-order.ts';

const inhibits = [
  /vssadmin(\.exe)?"?\s+(delete\s+shadows|resize\s+shadowstorage\s.*\/maxsize=(401mb|320mb|1%))/,
  /shadowcopy\s+(delete|.*call\s+delete)|win32_shadowcopy.*(\.delete\(|remove-)/,
  /wbadmin(\.exe)?"?\s+delete\s+(catalog|systemstatebackup|backup)/,
  /bcdedit(\.exe)?"?\s.*(recoveryenabled\s+no|bootstatuspolicy\s+ignoreallfailures)/,
  /diskshadow(\.exe)?"?\s.*delete\s+shadows/,
];

const schtasks = /schtasks(\.exe)?"?\s/;
const restorePoints = /\\systemrestore\\sr/;

const inhibitsInSteps: readonly (readonly RegExp[])[] = [
  [schtasks, /\/delete/, restorePoints],
  [schtasks, /\/change\s/, /\/disable/, restorePoints],
];

export const windowsRecoveryInhibited = rule({
  name: 'windows_recovery_inhibited',
  description:
    'A command deletes shadow copies or backups, or switches off recovery, as ransomware does ' +
    'before it begins',
  author: 'StreamAlert',
  severity: 'critical',
  attack: ['TA0040:T1490'],
  references: ['https://attack.mitre.org/techniques/T1490/'],
  falsePositives: ['Administrators who make room on a full disk'],
  runbook:
    'Take the host off the network now and look for the same command on others: encryption ' +
    'follows within minutes. Protect the backups that are left.',
  logs: windowsLogs,
  where: processStart,
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 30 },

  title: (record) => `${commandOf(record)} on ${hostOf(record)}`,
  matches: (record) => {
    const { command } = startedProcess(record);
    return (
      inhibits.some((pattern) => pattern.test(command)) ||
      inhibitsInSteps.some((steps) => holdsInOrder(command, steps))
    );
  },
});
