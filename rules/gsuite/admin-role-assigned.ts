import { at, rule } from 'streamalert';
import { firstOf, listAt, textAt } from '../../matchers/reading.ts';

export const gsuiteAdminRoleAssigned = rule({
  name: 'gsuite_admin_role_assigned',
  description: 'Somebody was made an administrator of Google Workspace',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0004:T1098.003'],
  references: [
    'https://developers.google.com/workspace/admin/reports/v1/appendix/activity/admin-delegated-admin-settings',
  ],
  falsePositives: ['New members of the team that runs Workspace'],
  runbook:
    'Confirm with the owner of Workspace. Otherwise remove the role, sign out both accounts and look at mail forwarding ' +
    'and exports since the assignment.',
  logs: ['gsuite:reports'],
  where: { 'id.applicationName': 'admin' },
  outputs: ['file:alerts'],

  title: (record) =>
    `${textAt(record, 'actor', 'email')} made ${firstOf(parameterOf(record, 'USER_EMAIL'))} ${firstOf(parameterOf(record, 'ROLE_NAME'), 'an administrator')}`,
  matches: (record) => grantOf(record) !== undefined,
});

const grantOf = (record: unknown): unknown =>
  listAt(record, 'events').find((event) =>
    ['ASSIGN_ROLE', 'GRANT_ADMIN_PRIVILEGE'].includes(textAt(event, 'name')),
  );

const parameterOf = (record: unknown, name: string): string =>
  textAt(
    listAt(grantOf(record), 'parameters').find((parameter) => at(parameter, 'name') === name),
    'value',
  );
