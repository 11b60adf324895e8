import { rule } from 'streamalert';
import {
  commandOf,
  hostOf,
  isUsersFolder,
  processStart,
  startedProcess,
  windowsLogs,
} from '../../matchers/windows.ts';

const loads = [
  /mavinject(32|64)?(\.exe)?"?\s.*\/(injectrunning|hmodule)/,
  /wuauclt(\.exe)?"?\s.*\/updatedeploymentprovider\s.*\/runhandlercomserver/,
  /(control(\.exe)?"?|control_rundll|shell32\.dll"?,\s*#44)\s+.*\.cpl\b/,
  /register-cimprovider(2)?(\.exe)?"?\s.*-path\b/,
  /regsvr32(\.exe)?"?\s.*\.(dll|ocx|dat|tmp|png|jpg)\b/,
  /odbcconf(\.exe)?"?\s.*regsvr/,
  /(regasm|regsvcs|installutil|msxsl|xwizard)(\.exe)?"?\s/,
];

export const windowsLibraryLoadedBySystemTool = rule({
  name: 'windows_library_loaded_by_system_tool',
  description: 'A tool of Windows was told to load code from a folder that every user may write to',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1218', 'TA0005:T1218.002', 'TA0005:T1218.013'],
  references: ['https://attack.mitre.org/techniques/T1218/'],
  falsePositives: ['Drivers and add-ins that are installed from a user folder'],
  runbook:
    'Keep the file and find out when and by what it was written. It ran inside a signed program, ' +
    'so end that process too, and search other hosts for the hash.',
  logs: windowsLogs,
  where: processStart,
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 30 },

  title: (record) => `${commandOf(record)} on ${hostOf(record)}`,
  matches: (record) => {
    const { command } = startedProcess(record);
    return loads.some((pattern) => pattern.test(command)) && isUsersFolder(command);
  },
});
