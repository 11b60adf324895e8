import { rule } from 'streamalert';
import {
  commandOf,
  fileName,
  hostOf,
  isProgram,
  processStart,
  startedProcess,
  windowsLogs,
} from '../../matchers/windows.ts';

const offices = [
  'winword.exe',
  'excel.exe',
  'powerpnt.exe',
  'outlook.exe',
  'onenote.exe',
  'mspub.exe',
  'visio.exe',
  'acrord32.exe',
];

const shells = [
  'cmd.exe',
  'powershell.exe',
  'pwsh.exe',
  'wscript.exe',
  'cscript.exe',
  'mshta.exe',
  'rundll32.exe',
  'regsvr32.exe',
];

export const windowsOfficeStartsShell = rule({
  name: 'windows_office_starts_shell',
  description: 'A document or mail program started a shell or script host',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0001:T1566.001', 'TA0002:T1204.002'],
  references: [
    'https://attack.mitre.org/techniques/T1204/002/',
    'https://attack.mitre.org/techniques/T1566/001/',
  ],
  falsePositives: ['Add-ins that call scripts'],
  runbook:
    'Get the document: it is among the recent files of the user, or in a mail of this hour. ' +
    'Search the mailboxes for it, and look at what the shell fetched.',
  logs: windowsLogs,
  where: processStart,
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 30 },

  title: (record) => `${commandOf(record)} on ${hostOf(record)}`,
  matches: (record) => {
    const { image, originalName, parent } = startedProcess(record);
    return isProgram({ image, originalName }, shells) && offices.includes(fileName(parent));
  },
});
