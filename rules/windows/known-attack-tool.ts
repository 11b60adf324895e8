import { rule } from 'streamalert';
import {
  commandOf,
  fileName,
  hostOf,
  processStart,
  startedProcess,
  windowsLogs,
} from '../../matchers/windows.ts';

const fatalTools =
  /^(mimikatz|rubeus|sharphound|bloodhound|lazagne|safetykatz|seatbelt|crackmapexec|netexec|nxc|processherpaderping|nanodump|secretsdump)(\.exe)?\b|sekurlsa::|lsadump::|kerberos::golden|\b(asktgt|asreproast|kerberoast)\b.*\/(user|rc4|aes256|nowrap|outfile|ptt)\b/;

const scoutingTools =
  /^(adfind|advanced_(port|ip)_scanner\S*|advanced_ip_scanner\S*|netscan|sharpshares|adexplorer(64)?|pingcastle)(\.exe)?\b|objectcategory=(computer|person)\b|-sc\s+(trustdmp|dclist|dcmodes)\b/;

export const windowsKnownAttackTool = rule({
  name: 'windows_known_attack_tool',
  description:
    'A tool was started that is made for attacks, or for looking around in a domain before one',
  author: 'StreamAlert',
  severity: (record) => (fatalTools.test(commandText(record)) ? 'critical' : 'medium'),
  attack: ['TA0006:T1003', 'TA0007:T1087.002', 'TA0007:T1018'],
  references: [
    'https://attack.mitre.org/techniques/T1087/002/',
    'https://attack.mitre.org/techniques/T1003/',
  ],
  falsePositives: ['Penetration tests, administrators with AdFind'],
  runbook:
    'Ask the user of the host. If they do not know the tool, take the host off the network: what ' +
    'it found out or took is used within the hour.',
  logs: windowsLogs,
  where: processStart,
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 30 },

  title: (record) => `${commandOf(record)} on ${hostOf(record)}`,
  matches: (record) => {
    const text = commandText(record);
    return fatalTools.test(text) || scoutingTools.test(text);
  },
});

/** The name of the program, the one its maker gave it, and the command, one of which tells. */
function commandText(record: unknown): string {
  const { image, originalName, command } = startedProcess(record);
  const names = [fileName(image), originalName];
  return names.find((name) => fatalTools.test(name) || scoutingTools.test(name)) ?? command;
}
