import { rule } from 'streamalert';
import { eventField, eventIds, fileName, hostOf } from '../../matchers/windows.ts';

const credentialFile =
  /\\[^\\]*lsass[^\\]*\.(dmp|dump|zip|rar|bin)$|\\(sam|security|system)(\.(hiv|hive|save|bak|dmp|dat))$|\\ntds\.dit$/;

/** Where Windows keeps its own. */
const ownPlace = /^c:\\windows\\(system32\\config|ntds|system32\\ntds\.dit)/;

export const windowsCredentialFileWritten = rule({
  name: 'windows_credential_file_written',
  description:
    'A file was written that holds what credentials are read from: a dump of LSASS, or the ' +
    'registry hives SAM and SECURITY',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0006:T1003.001', 'TA0006:T1003.002'],
  references: [
    'https://attack.mitre.org/techniques/T1003/002/',
    'https://learn.microsoft.com/sysinternals/downloads/sysmon',
  ],
  falsePositives: ['Forensics and backups on purpose'],
  runbook:
    'Find the program that wrote the file and who ran it. Take the file away from the host and ' +
    'treat every password on it as known.',
  logs: ['elastic:winlogbeat', 'windows:event_xml', 'windows:evtx', 'windows:sysmon'],
  where: eventIds(11),
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 60 },

  title: (record) =>
    `${fileName(eventField(record, 'Image'))} wrote ${eventField(record, 'TargetFilename')} on ${hostOf(record)}`,
  matches: (record) => {
    const file = eventField(record, 'TargetFilename').toLowerCase();
    return credentialFile.test(file) && !ownPlace.test(file);
  },
});
