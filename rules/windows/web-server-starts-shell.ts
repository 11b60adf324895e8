import { rule } from 'streamalert';
import {
  commandOf,
  fileName,
  hostOf,
  isProgram,
  processStart,
  startedProcess,
  windowsLogs,
} from '../../matchers/windows.ts';

const servers = [
  'w3wp.exe',
  'httpd.exe',
  'nginx.exe',
  'php-cgi.exe',
  'tomcat9.exe',
  'java.exe',
  'node.exe',
  'sqlservr.exe',
  'umworkerprocess.exe',
];

const shells = ['cmd.exe', 'powershell.exe', 'pwsh.exe', 'whoami.exe', 'net.exe', 'certutil.exe'];

const lookingAround =
  /(\b(whoami|ipconfig|systeminfo|tasklist|nltest|net1?\s+(user|group|localgroup|view)|quser|certutil|invoke-webrequest|iwr|downloadstring)|\s-enc\w*)\b/;

export const windowsWebServerStartsShell = rule({
  name: 'windows_web_server_starts_shell',
  description: 'A web server or application server started a shell or a command for looking around',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0003:T1505.003', 'TA0001:T1190'],
  references: [
    'https://attack.mitre.org/techniques/T1505/003/',
    'https://attack.mitre.org/techniques/T1190/',
  ],
  falsePositives: ['Build servers, and applications that call scripts: name them in a filter'],
  runbook:
    'Find the request in the access log of the same second and the file it went to. Take the ' +
    'server off the network if it is not one that does this every day.',
  logs: windowsLogs,
  where: processStart,
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 30 },

  title: (record) => `${commandOf(record)} on ${hostOf(record)}`,
  matches: (record) => {
    const { image, originalName, parent, command } = startedProcess(record);
    if (!servers.includes(fileName(parent))) return false;
    return lookingAround.test(command) && isProgram({ image, originalName }, shells);
  },
});
