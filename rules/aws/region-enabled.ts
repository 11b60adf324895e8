import { rule } from 'streamalert';
import { accountOf, callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const awsRegionEnabled = rule({
  name: 'aws_region_enabled',
  description: 'A region that was off was switched on for an account',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0005:T1535'],
  references: [
    'https://attack.mitre.org/techniques/T1535/',
    'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html',
  ],
  falsePositives: ['Expansion to another continent'],
  runbook:
    'Machines are mined with where nobody looks. Ask the owners of the account, and look at what ' +
    'was started in the region; switch it off again if it is not used.',
  logs: trailLogs,
  where: { eventName: 'EnableRegion', eventSource: 'account.amazonaws.com', ...succeeded },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} switched on ${firstOf(textAt(record, 'requestParameters', 'RegionName'), textAt(record, 'requestParameters', 'regionName'))} in ${accountOf(record)}`,
});
