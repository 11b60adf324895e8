import { rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const duoAdministratorCreated = rule({
  name: 'duo_administrator_created',
  description: 'Duo has a new administrator',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0003:T1136.003', 'TA0004:T1098.003'],
  references: ['https://duo.com/docs/adminapi#administrator-logs'],
  falsePositives: ['New members of the identity team'],
  runbook:
    'Confirm with the owner of Duo. An administrator can hand out bypass codes for everybody, so without that word ' +
    'delete the new one and lock the one who made it.',
  logs: ['duo:administrator'],
  where: { action: 'admin_create' },
  outputs: ['file:alerts'],

  title: (record) =>
    `${textAt(record, 'username')} made ${firstOf(textAt(record, 'object'))} an administrator of Duo`,
});
