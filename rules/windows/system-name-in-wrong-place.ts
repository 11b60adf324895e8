import { rule } from 'streamalert';
import {
  commandOf,
  fileName,
  hostOf,
  processStart,
  startedProcess,
  windowsLogs,
} from '../../matchers/windows.ts';

const systemNames = new Set([
  'csrss.exe',
  'lsass.exe',
  'lsm.exe',
  'services.exe',
  'smss.exe',
  'spoolsv.exe',
  'svchost.exe',
  'taskhostw.exe',
  'wininit.exe',
  'winlogon.exe',
]);

export const windowsSystemNameInWrongPlace = rule({
  name: 'windows_system_name_in_wrong_place',
  description:
    'A program bears the name of a part of Windows but does not lie where Windows keeps it',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1036.005'],
  references: ['https://attack.mitre.org/techniques/T1036/005/'],
  falsePositives: ['Copies of system files for analysis'],
  runbook:
    'Keep the file and compare its hash; the name is a disguise. See what started it and with ' +
    'whom it talks.',
  logs: windowsLogs,
  where: processStart,
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 30 },

  title: (record) => `${commandOf(record)} on ${hostOf(record)}`,
  matches: (record) => {
    const { image } = startedProcess(record);
    return (
      systemNames.has(fileName(image)) &&
      !/^(\\\?\?\\)?[a-z]:\\windows\\/.test(image) &&
      image.includes('\\') &&
      !image.startsWith('\\systemroot\\')
    );
  },
});
