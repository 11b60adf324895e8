import { rule } from 'streamalert';
import {
  commandOf,
  hostOf,
  processStart,
  startedProcess,
  windowsLogs,
} from '../../matchers/windows.ts';
import { holdsInOrder } from '../../matchers/in-order.ts';

const runsRemoteCode = [
  /mshta(\.exe)?"?\s+.*(javascript:|vbscript:|https?:|\\\\[\d.]+\\)/,
  /rundll32(\.exe)?"?\s+.*(javascript:|vbscript:|['" ]\\\\+[\d.]{7,}\\)/,
  /(wscript|cscript)(\.exe)?"?\s.*(https?:|\/\/e:)/,
];

const runsInSteps: readonly (readonly RegExp[])[] = [
  [/regsvr32(\.exe)?"?\s/, /\/i:\s*"?(https?:|ftp:)/, /scrobj/],
  [/msiexec(\.exe)?"?\s/, /\/q/, /\/i\s*"?https?:\/\/\d{1,3}\.\d/],
];

export const windowsScriptHostRunsRemoteCode = rule({
  name: 'windows_script_host_runs_remote_code',
  description:
    'A program of Windows was started to run a script from the Internet or out of its own command ' +
    'line',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1218.005', 'TA0005:T1218.010', 'TA0005:T1218.011'],
  references: [
    'https://attack.mitre.org/techniques/T1218/005/',
    'https://attack.mitre.org/techniques/T1218/',
  ],
  falsePositives: ['Very old intranet applications'],
  runbook:
    'Fetch the script from another network and read it. Look at the parent for the mail or page ' +
    'it came from, and at the children for what it started.',
  logs: windowsLogs,
  where: processStart,
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 30 },

  title: (record) => `${commandOf(record)} on ${hostOf(record)}`,
  matches: (record) => {
    const { command } = startedProcess(record);
    return (
      runsRemoteCode.some((pattern) => pattern.test(command)) ||
      runsInSteps.some((steps) => holdsInOrder(command, steps))
    );
  },
});
