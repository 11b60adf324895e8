import { rule } from 'streamalert';
import { gsuiteActor, gsuiteEventNamed, gsuiteLogs } from '../../matchers/gsuite.ts';

export const gsuiteDataExportStarted = rule({
  name: 'gsuite_data_export_started',
  description: 'An administrator started an export of all data of the company',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0009:T1530', 'TA0010:T1567'],
  references: [
    'https://support.google.com/a/answer/100458',
    'https://attack.mitre.org/techniques/T1530/',
  ],
  falsePositives: ['Backups, moves to another provider'],
  runbook:
    'Nothing leaves for 48 hours: the export can be stopped until then by Google and the ' +
    'administrator. Ask the super administrators now.',
  logs: gsuiteLogs,
  where: { 'id.applicationName': 'admin' },
  outputs: ['file:alerts'],

  title: (record) => `${gsuiteActor(record)} started an export of all data`,
  matches: (record) => gsuiteEventNamed(record, ['CUSTOMER_TAKEOUT_CREATED']) !== undefined,
});
