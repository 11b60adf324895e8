import { rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

const rulesAll =
  /^created grant: .*\b(super admin|administrator|system admin)\b|^(added api id|user .* retrieved secret for api id)/i;

export const carbonblackcloudAdministratorGranted = rule({
  name: 'carbonblackcloud_administrator_granted',
  description:
    'Somebody became an administrator of Carbon Black Cloud, or an API key to it was made or read',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0003:T1098.003', 'TA0003:T1098.001'],
  references: [
    'https://attack.mitre.org/techniques/T1098/003/',
    'https://developer.carbonblack.com/reference/carbon-black-cloud/',
  ],
  falsePositives: ['New members of the security team, new integrations'],
  runbook:
    'Who rules the endpoint protection can switch it off everywhere and run commands on every ' +
    'host. Confirm with the owner today, and delete the grant or key otherwise.',
  logs: ['carbonblackcloud:audit'],
  outputs: ['file:alerts'],

  title: (record) => `${firstOf(textAt(record, 'loginName'))}: ${textAt(record, 'description')}`,
  matches: (record) => rulesAll.test(textAt(record, 'description')),
});
