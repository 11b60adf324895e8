import { rule } from 'streamalert';
import { accountOf, eventField, eventIds, hostOf } from '../../matchers/windows.ts';
import { firstOf } from '../../matchers/reading.ts';

/** Administrators, Backup and Remote Desktop users of a host; Domain, Schema and Enterprise Admins of a domain. */
const adminGroup = /^s-1-5-32-(544|548|549|551|580)$|^s-1-5-21-[\d-]+-(512|518|519|520|527)$/;

export const windowsUserAddedToAdminGroup = rule({
  name: 'windows_user_added_to_admin_group',
  description: 'An account was added to a group that rules a host or the domain',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0003:T1098.007', 'TA0004:T1098.007'],
  references: ['https://attack.mitre.org/techniques/T1098/007/'],
  falsePositives: ['New administrators'],
  runbook:
    'Confirm with the owners of the host or domain. If they know of nothing, take the account ' +
    'out, and look at what the one who added it did before.',
  logs: [
    'elastic:winlogbeat',
    'windows:event_xml',
    'windows:evtx',
    'windows:security',
    'windows:sentinel',
  ],
  where: eventIds(4728, 4732, 4756),
  outputs: ['file:alerts'],
  mergeBy: { keys: ['TargetUserName', 'Hostname'], windowMinutes: 10 },

  title: (record) =>
    `${accountOf(record)} added ${firstOf(eventField(record, 'MemberName'), eventField(record, 'MemberSid'))} to ${firstOf(eventField(record, 'TargetUserName'))} on ${hostOf(record)}`,
  matches: (record) => adminGroup.test(eventField(record, 'TargetSid').toLowerCase()),
});
