import { rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

export const awsTrailEventSelectorsChanged = rule({
  name: 'aws_trail_event_selectors_changed',
  description: 'Somebody changed which events a trail records',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0005:T1562.008'],
  references: [
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.defense-evasion.cloudtrail-event-selectors/',
  ],
  falsePositives: ['Tuning of data events to save money'],
  runbook:
    'Compare the selectors with the ones before: a trail that records no management events is blind though it still ' +
    'reports to be logging. Restore them if the change was not announced.',
  logs: trailLogs,
  where: { eventName: ['PutEventSelectors', 'PutInsightSelectors'], ...succeeded },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} changed what trail ${textAt(record, 'requestParameters', 'trailName')} records`,
});
