import { rule } from 'streamalert';
import {
  commandOf,
  hostOf,
  isUsersFolder,
  processStart,
  startedProcess,
  windowsLogs,
} from '../../matchers/windows.ts';

const createsTask = /schtasks(\.exe)?"?\s.*\/create\b|register-scheduledtask\b/;
const runsHidden =
  /\b(mshta|wscript|cscript|rundll32|regsvr32|certutil|bitsadmin)\b|powershell.*(-enc|-w(indowstyle)?\s+hid|downloadstring|iex\b)/;

export const windowsScheduledTaskRunsHiddenCode = rule({
  name: 'windows_scheduled_task_runs_hidden_code',
  description:
    'A scheduled task was made that runs a script host, hidden code, or a program in a folder of ' +
    'users',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0003:T1053.005'],
  references: ['https://attack.mitre.org/techniques/T1053/005/'],
  falsePositives: ['Updaters that are installed for one user only'],
  runbook:
    'Read what the task runs and who made it. Delete it once you know what else came with it.',
  logs: windowsLogs,
  where: processStart,
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 30 },

  title: (record) => `${commandOf(record)} on ${hostOf(record)}`,
  matches: (record) => {
    const { command } = startedProcess(record);
    return createsTask.test(command) && (runsHidden.test(command) || isUsersFolder(command));
  },
});
