import { rule } from 'streamalert';
import { isInside } from '../../matchers/network.ts';
import { textAt } from '../../matchers/reading.ts';

export const suricataSevereAlert = rule({
  name: 'suricata_severe_alert',
  description:
    'Suricata saw something that its rules count among the worst, and it was not blocked',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0011:T1071'],
  references: ['https://docs.suricata.io/en/latest/output/eve/eve-json-format.html'],
  falsePositives: ['Attempts from the Internet against services that do not have the flaw'],
  runbook:
    'Look at the direction: an inner host that talks outwards matters more than an attempt from ' +
    'outside. Find the process on the inner host and what the connection carried.',
  logs: ['suricata:alert'],
  where: { 'alert.severity': 1, 'alert.action': ['allowed', null] },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['signature_id', 'src_ip'], windowMinutes: 60 },

  title: (record) =>
    `${textAt(record, 'alert', 'signature')}: ${textAt(record, 'src_ip')} to ${textAt(record, 'dest_ip')}`,
  matches: (record) =>
    // From outside everybody is tried all day; what an inner host does is news.
    isInside(textAt(record, 'src_ip')),
});
