import { rule } from 'streamalert';
import { textAt } from '../../matchers/reading.ts';

/** Addresses that no host should talk to; the one here is 0xDEADBEEF, for tests. Add your own. */
const blockedAddresses = new Set(['222.173.190.239']);

export const packetbeatBlacklistedIp = rule({
  name: 'packetbeat_blacklisted_ip',
  description: 'A host talked to an address on the block list',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0011:T1071'],
  references: ['https://www.elastic.co/guide/en/beats/packetbeat/current/packetbeat-overview.html'],
  falsePositives: ['Addresses that changed hands since they were listed'],
  runbook:
    'Find out which process on the host talks to the address, and since when. See why the address is on the list ' +
    'before you act.',
  logs: ['packetbeat:flow'],
  outputs: ['file:alerts'],
  mergeBy: { keys: ['ip'], windowMinutes: 60 },

  title: (record) =>
    `${textAt(record, 'source', 'ip')} talked to ${textAt(record, 'dest', 'ip')}, which is on the block list`,
  matches: (record) =>
    blockedAddresses.has(textAt(record, 'dest', 'ip')) ||
    blockedAddresses.has(textAt(record, 'source', 'ip')),
});
