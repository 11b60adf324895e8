import { rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

/** Ways to tie a shell to a connection. */
const shellToNetwork = [
  /\/dev\/(tcp|udp)\/\S+\/\d+/,
  /\b(nc|ncat|netcat)\b.*\s-(\w*e|-exec|c)\s*\S*sh\b/,
  /\bsocket\b.*\b(dup2|subprocess|exec)\b.*sh\b/,
  /\bsocat\b.*exec:\S*sh\b/i,
];

export const osqueryReverseShell = rule({
  name: 'osquery_reverse_shell',
  description: 'A process ties a shell to a network connection',
  author: 'StreamAlert',
  severity: 'critical',
  attack: ['TA0002:T1059.004', 'TA0011:T1071'],
  references: ['https://attack.mitre.org/techniques/T1059/004/'],
  falsePositives: ['Training and penetration tests'],
  runbook:
    'Cut the host off from the network but leave it running: memory holds the commands. Look for the connection in the ' +
    'flow logs, and at the parent process to see what was exploited.',
  logs: ['osquery:differential'],
  where: {
    action: 'added',
    'columns.cmdline': { contains: ['/dev/tcp/', '/dev/udp/', 'nc', 'socket', 'socat'] },
  },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['hostIdentifier'], windowMinutes: 30 },

  title: (record) =>
    `Reverse shell on ${firstOf(textAt(record, 'decorations', 'hostname'), textAt(record, 'hostIdentifier'))}: ${textAt(record, 'columns', 'cmdline').slice(0, 80)}`,
  matches: (record) => {
    const command = textAt(record, 'columns', 'cmdline');
    return shellToNetwork.some((pattern) => pattern.test(command));
  },
});
