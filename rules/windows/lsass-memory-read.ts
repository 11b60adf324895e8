import { rule } from 'streamalert';
import { eventField, eventIds, hostOf } from '../../matchers/windows.ts';

/** Programs that look after LSASS: Windows' own services and Defender. Add the folder of your endpoint protection. */
const guardians =
  /^c:\\(windows\\(system32\\(csrss|lsass|lsm|msiexec|services|smss|svchost|wbem\\wmiprvse|wininit|winlogon|werfault|mrt)\.exe)|program files( \(x86\))?\\|programdata\\microsoft\\windows defender\\)/;

/** Rights to read or write the memory of a process, or to start threads in it. */
const memoryRights = 0x0002 | 0x0010 | 0x0020;

export const windowsLsassMemoryRead = rule({
  name: 'windows_lsass_memory_read',
  description:
    'A program opened the memory of LSASS, which holds the passwords and tickets of those who are ' +
    'signed in',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0006:T1003.001'],
  references: [
    'https://attack.mitre.org/techniques/T1003/001/',
    'https://learn.microsoft.com/sysinternals/downloads/sysmon',
  ],
  falsePositives: [
    'Endpoint protection and backup agents; name their folders in the list of this rule',
  ],
  runbook:
    'See where the program comes from and who started it. If nobody can explain it, take the host ' +
    'off the network before you end the process, and change the passwords of all who were signed ' +
    'in, machine and service accounts included.',
  logs: ['elastic:winlogbeat', 'windows:event_xml', 'windows:evtx', 'windows:sysmon'],
  where: eventIds(10),
  outputs: ['file:alerts'],
  mergeBy: { keys: ['SourceImage', 'Hostname'], windowMinutes: 60 },

  title: (record) =>
    `${eventField(record, 'SourceImage')} opened LSASS on ${hostOf(record)} (${eventField(record, 'GrantedAccess')})`,
  matches: (record) => {
    const target = eventField(record, 'TargetImage').toLowerCase();
    if (!target.endsWith('\\lsass.exe')) return false;
    const source = eventField(record, 'SourceImage').toLowerCase();
    const granted = Number.parseInt(eventField(record, 'GrantedAccess'), 16);
    return (granted & memoryRights) !== 0 && !guardians.test(source);
  },
});
