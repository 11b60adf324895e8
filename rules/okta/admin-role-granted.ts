import { rule } from 'streamalert';
import { listAt, textAt } from '../../matchers/reading.ts';
import { oktaActor, oktaSuccess, oktaTarget } from '../../matchers/okta.ts';

export const oktaAdminRoleGranted = rule({
  name: 'okta_admin_role_granted',
  description: 'A user or group was made administrator of Okta',
  author: 'StreamAlert',
  severity: (record) => (roleOf(record).includes('Super') ? 'critical' : 'high'),
  attack: ['TA0004:T1098.003', 'TA0003:T1098.003'],
  references: [
    'https://help.okta.com/oie/en-us/content/topics/security/administrators-admin-comparison.htm',
  ],
  falsePositives: ['New members of the identity team'],
  runbook:
    'Whoever administers Okta can become anybody. Confirm the grant with the owner of Okta, outside of Okta and mail; ' +
    'otherwise revoke it and end the sessions of both giver and receiver.',
  logs: ['okta:logevents'],
  where: { eventType: ['user.account.privilege.grant', 'group.privilege.grant'], ...oktaSuccess },
  outputs: ['file:alerts'],

  title: (record) =>
    `${oktaTarget(record)} is now ${roleOf(record)}, granted by ${oktaActor(record)}`,
});

/** The role by its name, which stands among the targets or in the debug data. */
function roleOf(record: unknown): string {
  const target = listAt(record, 'target').find((one) => textAt(one, 'type') === 'ROLE');
  return (
    textAt(target, 'displayName') ||
    textAt(record, 'debugContext', 'debugData', 'privilegeGranted') ||
    'an administrator'
  );
}
