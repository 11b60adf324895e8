import { rule } from 'streamalert';
import { textAt } from '../../matchers/reading.ts';

/** Domains whose names no host should ask for, with a dot before and after. Add your own. */
const blockedDomains = ['.evil.com.'];

export const packetbeatDnsLookup = rule({
  name: 'packetbeat_dns_lookup',
  description: 'A host asked for a name below a domain on the block list',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0011:T1071.004', 'TA0011:T1568'],
  references: ['https://www.elastic.co/guide/en/beats/packetbeat/current/packetbeat-overview.html'],
  falsePositives: ['Domains that changed hands since they were listed'],
  runbook:
    'Find out which process on the host asked. Many different names below one domain are a ' +
    'tunnel: look at how long they are and how often they come.',
  logs: ['packetbeat:dns'],
  where: { 'dns.question.name': { endsWith: blockedDomains } },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['client_ip'], windowMinutes: 60 },

  title: (record) =>
    `${textAt(record, 'client_ip')} asked for ${textAt(record, 'dns', 'question', 'name')}, below a blocked domain`,
});
