import { rule } from 'streamalert';
import {
  commandOf,
  hostOf,
  processStart,
  startedProcess,
  windowsLogs,
} from '../../matchers/windows.ts';

const savesHive =
  /\breg(\.exe)?"?\s+(save|export)\s+"?(hklm|hkey_local_machine)\\(sam|security|system)(\\|"|\s|$)/;

export const windowsRegistryHiveSaved = rule({
  name: 'windows_registry_hive_saved',
  description:
    'A command saves registry hives from which password hashes and LSA secrets can be read',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0006:T1003.002', 'TA0006:T1003.004'],
  references: [
    'https://attack.mitre.org/techniques/T1003/002/',
    'https://attack.mitre.org/techniques/T1003/004/',
  ],
  falsePositives: ['Backup scripts of administrators'],
  runbook:
    'See who ran the command and where the file went. Local administrators and service accounts ' +
    'of this host have new passwords to get, and those that share a password with it too.',
  logs: windowsLogs,
  where: processStart,
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 30 },

  title: (record) => `${commandOf(record)} on ${hostOf(record)}`,
  matches: (record) => savesHive.test(startedProcess(record).command),
});
