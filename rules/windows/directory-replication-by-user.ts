import { rule } from 'streamalert';
import { accountOf, eventField, eventIds, hostOf } from '../../matchers/windows.ts';

/** The rights DS-Replication-Get-Changes, -All and -In-Filtered-Set. */
const replicationRights =
  /1131f6a[ad]-9c07-11d1-f79f-00c04fc2dcd2|89e95b76-444d-4c62-991a-0facbeda640c/i;

export const windowsDirectoryReplicationByUser = rule({
  name: 'windows_directory_replication_by_user',
  description:
    'An account that is no domain controller asked for the replication of the directory, and with ' +
    'it for all password hashes',
  author: 'StreamAlert',
  severity: 'critical',
  attack: ['TA0006:T1003.006'],
  references: ['https://attack.mitre.org/techniques/T1003/006/'],
  falsePositives: [
    'Entra Connect and other tools that synchronise the directory: their accounts begin with MSOL_',
  ],
  runbook:
    'This is how all passwords of a domain are read at once. Find the host of the sign-in with ' +
    'the same SubjectLogonId, take it off the network, disable the account, and plan to change ' +
    'krbtgt twice.',
  logs: [
    'elastic:winlogbeat',
    'windows:event_xml',
    'windows:evtx',
    'windows:security',
    'windows:sentinel',
  ],
  where: eventIds(4662),
  outputs: ['file:alerts'],
  mergeBy: { keys: ['SubjectUserName'], windowMinutes: 60 },

  title: (record) => `${accountOf(record)} asked ${hostOf(record)} to replicate the directory`,
  matches: (record) => {
    const account = eventField(record, 'SubjectUserName');
    return (
      replicationRights.test(eventField(record, 'Properties')) &&
      // Domain controllers sign in as machines.
      !account.endsWith('$') &&
      !account.startsWith('MSOL_')
    );
  },
});
