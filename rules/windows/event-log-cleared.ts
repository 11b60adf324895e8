import { rule } from 'streamalert';
import {
  accountOf,
  channelOf,
  eventId,
  eventIds,
  hostOf,
  windowsLogs,
} from '../../matchers/windows.ts';

export const windowsEventLogCleared = rule({
  name: 'windows_event_log_cleared',
  description: 'An event log of Windows was cleared',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1070.001'],
  references: [
    'https://attack.mitre.org/techniques/T1070/001/',
    'https://learn.microsoft.com/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/event-1102',
  ],
  falsePositives: ['Images that are being built'],
  runbook:
    'What was collected elsewhere is all that is left: look at the hours before in this system. ' +
    'Ask the account in the title; hardly anybody clears a Security log with a good reason.',
  logs: windowsLogs,
  where: eventIds(104, 1102),
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 10 },

  title: (record) =>
    `${channelOf(record) === 'security' ? 'Security log' : 'Event log'} cleared on ${hostOf(record)} by ${accountOf(record)}`,
  matches: (record) => {
    const id = eventId(record);
    // The numbers mean something else in the logs of programs.
    return channelOf(record) === (id === 1102 ? 'security' : 'system');
  },
});
