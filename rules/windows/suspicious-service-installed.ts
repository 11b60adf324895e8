import { rule } from 'streamalert';
import {
  eventField,
  eventIds,
  hostOf,
  isUsersFolder,
  windowsLogs,
} from '../../matchers/windows.ts';
import { firstOf } from '../../matchers/reading.ts';

const remoteTools = /\b(psexesvc|paexec|remcomsvc|csexec|winexesvc)\b/;

/** A shell, or a program that runs what it is given. */
const runsAnything =
  /%comspec%|\b(cmd|powershell|pwsh|mshta|rundll32|regsvr32|wscript|cscript)(\.exe)?"?\s|\\\\127\.0\.0\.1\\|\\admin\$\\/;

export const windowsSuspiciousServiceInstalled = rule({
  name: 'windows_suspicious_service_installed',
  description:
    'A service was installed that runs a shell, a program in a folder of users, or a tool for ' +
    'remote control',
  author: 'StreamAlert',
  severity: (record) => (remoteTools.test(binaryOf(record)) ? 'medium' : 'high'),
  attack: ['TA0003:T1543.003', 'TA0002:T1569.002'],
  references: [
    'https://attack.mitre.org/techniques/T1543/003/',
    'https://attack.mitre.org/techniques/T1569/002/',
  ],
  falsePositives: ['PsExec in the hands of administrators'],
  runbook:
    'Ask the account in the event what the service is for. Services made from afar come with a ' +
    'sign-in of type 3 from the host of the attacker in the same minute: follow it back.',
  logs: windowsLogs,
  where: eventIds(4697, 7045),
  outputs: ['file:alerts'],
  mergeBy: { keys: ['ServiceName', 'Hostname'], windowMinutes: 10 },

  title: (record) =>
    `Service ${firstOf(eventField(record, 'ServiceName'))} on ${hostOf(record)} runs ${binaryOf(record).slice(0, 80)}`,
  matches: (record) => {
    const binary = binaryOf(record);
    return remoteTools.test(binary) || runsAnything.test(binary) || isUsersFolder(binary);
  },
});

/** The System log and the Security log have a name each for what the service runs. */
const binaryOf = (record: unknown): string =>
  firstOf(eventField(record, 'ImagePath'), eventField(record, 'ServiceFileName')).toLowerCase();
