import { rule } from 'streamalert';
import { textAt } from '../../matchers/reading.ts';

/** Commands that delete logs or stop what writes them. */
const stopsLogging =
  /COMMAND=.*((rm|shred|truncate|tee)\b.*\/var\/log\/|(systemctl|service)\b.*\b(stop|disable|mask)\b.*(auditd|rsyslog|syslog|osqueryd|falco)|\b(auditd|rsyslog|osqueryd)\s+stop|auditctl\s+-(e\s*0|D)|journalctl\b.*--vacuum-time=1s)/;

export const linuxLogTampering = rule({
  name: 'linux_log_tampering',
  description: 'Somebody deletes logs of a host, or stops what writes them',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1070.002', 'TA0005:T1562.001'],
  references: ['https://attack.mitre.org/techniques/T1070/002/'],
  falsePositives: ['A full disk in the middle of the night'],
  runbook:
    'Keep what other hosts have of this one: forwarded logs, flow logs, snapshots. Then find out what happened on the ' +
    'host in the hours before.',
  logs: ['linux:auth', 'linux:auth_iso'],
  where: { application: 'sudo', message: { contains: 'COMMAND=' } },
  outputs: ['file:alerts'],

  title: (record) => {
    const message = textAt(record, 'message').trim();
    return `${message.split(' ')[0] ?? ''} on ${textAt(record, 'host')}: ${message.slice(message.indexOf('COMMAND=') + 8)}`;
  },
  matches: (record) => stopsLogging.test(textAt(record, 'message')),
});
