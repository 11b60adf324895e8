import { rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const fleetBadAction = rule({
  name: 'fleet_bad_action',
  description: 'A query that Fleet runs marked what somebody did as a bad action',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0002:T1204'],
  references: ['https://osquery.readthedocs.io/en/stable/deployment/logging/'],
  falsePositives: ['Queries that mark too much'],
  runbook:
    'Ask the user of the host whether they meant to do it, and open a ticket with the answer. The ' +
    'query that set the mark is in the name of the record.',
  logs: ['fleet:results'],
  where: { 'columns.bad_action': ['1', null] },
  // It needs queries with a column `bad_action`; records without the column count as marked. Switch it on once yours have it.
  disabled: true,
  outputs: ['file:alerts'],

  title: (record) =>
    `${textAt(record, 'name')} marked a bad action on ${firstOf(textAt(record, 'hostIdentifier'))}`,
});
