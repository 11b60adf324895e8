import { rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const osqueryProcessWithoutBinary = rule({
  name: 'osquery_process_without_binary',
  description: 'A process runs whose program is no longer on disk',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1070.004', 'TA0005:T1620'],
  references: ['https://osquery.io/schema/current/#processes'],
  falsePositives: ['Services that wait for a restart after an update'],
  runbook:
    'Copy the program from /proc/<pid>/exe before anything else. A program that was updated lies in a system folder; one ' +
    'that ran from /tmp or /dev/shm hides itself.',
  logs: ['osquery:differential'],
  where: {
    action: 'added',
    'columns.on_disk': ['0', 0],
    'columns.path': { startsWith: ['/tmp/', '/var/tmp/', '/dev/shm/', '/run/', '/home/'] },
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${textAt(record, 'columns', 'path')} runs on ${firstOf(textAt(record, 'hostIdentifier'))} and is not on disk`,
});
