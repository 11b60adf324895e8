import { rule } from 'streamalert';
import {
  commandOf,
  hostOf,
  isProgram,
  processStart,
  startedProcess,
  windowsLogs,
} from '../../matchers/windows.ts';

/** `-EncodedCommand`, which may be shortened down to `-e`, and a text that can be Base64. */
const encoded = /[-/]e(c|n|nc|nco|ncod|ncode|ncoded|ncodedc\w*)?\s+["']?[a-z\d+/]{40,}={0,2}/;

/** Agents that always start PowerShell in this way. */
const managers = /^c:\\(windowsazure\\|packages\\plugins\\|program files\\amazon\\ssm\\)/;

export const windowsPowershellEncodedCommand = rule({
  name: 'windows_powershell_encoded_command',
  description:
    'PowerShell was started with a command in Base64, as tools and droppers do to hide it',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0002:T1059.001', 'TA0005:T1027.010'],
  references: [
    'https://attack.mitre.org/techniques/T1059/001/',
    'https://attack.mitre.org/techniques/T1027/010/',
  ],
  falsePositives: ['Management agents: name their program in the list of this rule'],
  runbook:
    'Decode the text (Base64 of UTF-16) and read it; it is short and mostly fetches the next ' +
    'step. Look at the parent: an office program or a web server there means that you are late.',
  logs: windowsLogs,
  where: processStart,
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 30 },

  title: (record) => `${commandOf(record)} on ${hostOf(record)}`,
  matches: (record) => {
    const { command, image, originalName, parent } = startedProcess(record);
    return (
      isProgram({ image, originalName }, ['powershell.exe', 'pwsh.exe', 'pwsh.dll']) &&
      encoded.test(command) &&
      !managers.test(parent)
    );
  },
});
