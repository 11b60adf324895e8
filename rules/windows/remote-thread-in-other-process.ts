import { rule } from 'streamalert';
import { eventField, eventIds, fileName, hostOf, isUsersFolder } from '../../matchers/windows.ts';

/** Programs of Windows that have no reason to reach into others, but are used to. */
const hosts =
  /\\(powershell|pwsh|rundll32|regsvr32|mshta|wscript|cscript|mavinject|wuauclt|msbuild|installutil|control|cmd|winword|excel)\.exe$/;

export const windowsRemoteThreadInOtherProcess = rule({
  name: 'windows_remote_thread_in_other_process',
  description: 'A program started a thread in another one, as code injection does',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1055', 'TA0004:T1055.001'],
  references: [
    'https://attack.mitre.org/techniques/T1055/',
    'https://learn.microsoft.com/sysinternals/downloads/sysmon',
  ],
  falsePositives: ['Debuggers, screen readers, endpoint protection'],
  runbook:
    'See which program did it and what it is for. The target is the one that does harm from now ' +
    'on: look at its connections and children.',
  logs: ['elastic:winlogbeat', 'windows:event_xml', 'windows:evtx', 'windows:sysmon'],
  where: eventIds(8),
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 30 },

  title: (record) =>
    `${eventField(record, 'SourceImage')} started a thread in ${fileName(eventField(record, 'TargetImage'))} on ${hostOf(record)}`,
  matches: (record) => {
    const source = eventField(record, 'SourceImage').toLowerCase();
    const target = eventField(record, 'TargetImage').toLowerCase();
    return source !== target && (hosts.test(source) || isUsersFolder(source));
  },
});
