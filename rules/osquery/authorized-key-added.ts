import { rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const osqueryAuthorizedKeyAdded = rule({
  name: 'osquery_authorized_key_added',
  description: 'A host accepts another SSH key',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0003:T1098.004'],
  references: ['https://osquery.io/schema/current/#authorized_keys'],
  falsePositives: ['Configuration management, new colleagues'],
  runbook:
    'Compare the comment of the key with the list of colleagues. A key that configuration management did not bring ' +
    'should be taken out, and its sign-ins looked up.',
  logs: ['osquery:differential'],
  where: { name: { endsWith: 'authorized_keys' }, action: 'added' },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['hostIdentifier'], windowMinutes: 60 },

  title: (record) =>
    `SSH key added to ${firstOf(textAt(record, 'columns', 'key_file'))} on ${firstOf(textAt(record, 'decorations', 'hostname'), textAt(record, 'hostIdentifier'))}`,
});
