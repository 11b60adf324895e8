import { rule } from 'streamalert';
import {
  commandOf,
  fileName,
  hostOf,
  processStart,
  startedProcess,
  windowsLogs,
} from '../../matchers/windows.ts';

/** The name that its maker gave a program → the names its file may have. */
const namesOf: Readonly<Record<string, readonly string[]>> = {
  'cscript.exe': ['cscript.exe'],
  'wscript.exe': ['wscript.exe'],
  'mshta.exe': ['mshta.exe'],
  'regsvr32.exe': ['regsvr32.exe'],
  'certutil.exe': ['certutil.exe'],
  'psexec.c': ['psexec.exe', 'psexec64.exe'],
  'psexesvc.exe': ['psexesvc.exe'],
  procdump: ['procdump.exe', 'procdump64.exe', 'procdump64a.exe'],
  'ftp.exe': ['ftp.exe'],
  'rclone.exe': ['rclone.exe'],
  'nbtscan.exe': ['nbtscan.exe'],
};

export const windowsRenamedSystemTool = rule({
  name: 'windows_renamed_system_tool',
  description: 'A tool that attackers bring or misuse runs under another name',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0005:T1036.003', 'TA0005:T1036.005'],
  references: ['https://attack.mitre.org/techniques/T1036/003/'],
  falsePositives: ['Programs that bring a renamed copy of PowerShell or 7-Zip'],
  runbook:
    'A name is changed so that rules do not see it. Look at what started the program and at the ' +
    'folder it lies in, and have the command read by somebody who knows the tool.',
  logs: windowsLogs,
  where: processStart,
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 30 },

  title: (record) => `${commandOf(record)} on ${hostOf(record)}`,
  matches: (record) => {
    const { image, originalName } = startedProcess(record);
    // The name stands in the file, so whoever made it chose it.
    const names = Object.hasOwn(namesOf, originalName) ? namesOf[originalName] : undefined;
    return names !== undefined && image !== '' && !names.includes(fileName(image));
  },
});
