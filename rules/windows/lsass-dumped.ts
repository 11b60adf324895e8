import { rule } from 'streamalert';
import {
  commandOf,
  hostOf,
  processStart,
  startedProcess,
  windowsLogs,
} from '../../matchers/windows.ts';

const dumps = [
  /comsvcs(\.dll)?["', ]+.*(minidump|#\+?24\b)/,
  /procdump(64)?(\.exe)?"?\s.*-m[amp]\b.*lsass/,
  /\b(out-minidump|nanodump|dumpert|sharpdump)\b/,
  /rdrleakdiag(\.exe)?"?\s.*\/fullmemdmp/,
  /createdump(\.exe)?"?\s.*lsass/,
];

export const windowsLsassDumped = rule({
  name: 'windows_lsass_dumped',
  description: 'A command writes the memory of LSASS to a file',
  author: 'StreamAlert',
  severity: 'critical',
  attack: ['TA0006:T1003.001'],
  references: ['https://attack.mitre.org/techniques/T1003/001/'],
  falsePositives: ['Support of Microsoft that asked for a dump'],
  runbook:
    'Take the host off the network and find the file: it leaves with the attacker or is read on ' +
    'the spot. Change the passwords of all who were signed in, and look for their sign-ins ' +
    'elsewhere since.',
  logs: windowsLogs,
  where: processStart,
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 30 },

  title: (record) => `${commandOf(record)} on ${hostOf(record)}`,
  matches: (record) => {
    const { command } = startedProcess(record);
    return dumps.some((pattern) => pattern.test(command));
  },
});
