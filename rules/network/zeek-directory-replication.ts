import { rule } from 'streamalert';
import { destinationOf, rpcLogs, sourceOf } from '../../matchers/zeek.ts';

/** Addresses of domain controllers, which replicate all day. Add yours. */
const domainControllers = new Set<string>();

export const zeekDirectoryReplicationRequested = rule({
  name: 'zeek_directory_replication_requested',
  description: 'A host asked a domain controller to replicate the directory',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0006:T1003.006'],
  references: [
    'https://attack.mitre.org/techniques/T1003/006/',
    'https://docs.zeek.org/en/master/scripts/base/protocols/dce-rpc/main.zeek.html',
  ],
  falsePositives: [
    'Domain controllers among themselves, and Entra Connect: name them in the list of this rule',
  ],
  runbook:
    'See whether the asking host is a domain controller. If it is not, take it off the network: ' +
    'all password hashes of the domain are on it. Fill the list in this rule so that the rest is ' +
    'quiet.',
  logs: rpcLogs,
  where: { endpoint: 'drsuapi', operation: ['DRSGetNCChanges', 'DsGetNCChanges'] },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['endpoint'], windowMinutes: 30 },

  title: (record) =>
    `${sourceOf(record)} asked ${destinationOf(record)} to replicate the directory`,
  matches: (record) => !domainControllers.has(sourceOf(record)),
});
