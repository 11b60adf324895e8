import { rule } from 'streamalert';
import { textAt } from '../../matchers/reading.ts';

/** Names that no host should ask for, as Packetbeat writes them, with the dot at the end. Add your own. */
const blockedDomains = ['evil.com.'];

export const packetbeatBlacklistedDomain = rule({
  name: 'packetbeat_blacklisted_domain',
  description: 'A host asked for a domain on the block list',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0011:T1071.004'],
  references: ['https://www.elastic.co/guide/en/beats/packetbeat/current/packetbeat-overview.html'],
  falsePositives: ['Domains that changed hands since they were listed'],
  runbook:
    'Find out which process on the host asked, and whether the name was then connected to. See ' +
    'why the domain is on the list before you act.',
  logs: ['packetbeat:dns'],
  where: { 'dns.question.name': blockedDomains },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['client_ip'], windowMinutes: 60 },

  title: (record) =>
    `${textAt(record, 'client_ip')} asked for ${textAt(record, 'dns', 'question', 'name')}, which is on the block list`,
});
