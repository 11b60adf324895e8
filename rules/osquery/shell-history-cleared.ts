import { rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

/** Commands after which the history of a shell no longer says what was done. */
const clearsHistory =
  /\bhistory\s+-\w*c|\bunset\s+HISTFILE|HISTFILE=\/dev\/null|HISTSIZE=0|(rm|shred|truncate|ln)\b.*\.(ba|z)sh_history/;

export const osqueryShellHistoryCleared = rule({
  name: 'osquery_shell_history_cleared',
  description: 'Somebody keeps a shell from remembering its commands',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0005:T1070.003'],
  references: ['https://attack.mitre.org/techniques/T1070/003/'],
  falsePositives: ['Users who do not want passwords in their history'],
  runbook:
    'Look at the other commands of the same user on the host: this is done first, or last. Process events still have ' +
    'what the history has lost.',
  logs: ['osquery:differential'],
  where: { action: 'added' },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['hostIdentifier'], windowMinutes: 60 },

  title: (record) =>
    `Shell history cleared on ${firstOf(textAt(record, 'decorations', 'hostname'), textAt(record, 'hostIdentifier'))} by ${firstOf(textAt(record, 'columns', 'username'), textAt(record, 'columns', 'uid'))}`,
  matches: (record) =>
    clearsHistory.test(textAt(record, 'columns', 'cmdline')) ||
    clearsHistory.test(textAt(record, 'columns', 'command')),
});
