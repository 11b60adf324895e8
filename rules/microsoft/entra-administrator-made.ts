import { at, rule } from 'streamalert';
import { firstOf, listAt, textAt } from '../../matchers/reading.ts';

/** Roles with which one can give oneself every other. */
const rulingRoles =
  /^"?(Global|Company|Privileged Role|Privileged Authentication|Security|Application|Cloud Application|Conditional Access|Hybrid Identity|Authentication) Administrator"?$/;

export const entraAdministratorMade = rule({
  name: 'entra_administrator_made',
  description: 'Somebody got a role in Entra ID that rules the directory',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0003:T1098.003', 'TA0004:T1098.003'],
  references: [
    'https://attack.mitre.org/techniques/T1098/003/',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions',
  ],
  falsePositives: ['New administrators, roles that are activated for an hour'],
  runbook:
    'Confirm with the owners of the directory. Otherwise take the role back, end the sessions of ' +
    'both, and look at applications and policies that were changed since.',
  logs: ['azure:directory_audit'],
  where: {
    activityDisplayName: { startsWith: 'Add' },
    result: 'success',
    category: 'RoleManagement',
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${firstOf(textAt(record, 'initiatedBy', 'user', 'userPrincipalName'), textAt(record, 'initiatedBy', 'app', 'displayName'))} made ${firstOf(...listAt(record, 'targetResources').map((target) => textAt(target, 'userPrincipalName')))} ${rolesOf(record).join(', ')}`,
  matches: (record) => rolesOf(record).some((role) => rulingRoles.test(role)),
});

const rolesOf = (record: unknown): readonly string[] =>
  listAt(record, 'targetResources')
    .flatMap((target) => listAt(target, 'modifiedProperties'))
    .filter((property) => at(property, 'displayName') === 'Role.DisplayName')
    .map((property) => textAt(property, 'newValue'));
