import { rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

export const awsEc2UserDataChanged = rule({
  name: 'aws_ec2_user_data_changed',
  description: 'The start-up script of an existing instance was changed; it runs as root',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0002:T1059', 'TA0004:T1037'],
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html'],
  falsePositives: ['Repair of a host that no longer starts'],
  runbook:
    'Read the new script (DescribeInstanceAttribute userData) before the instance starts again. If it is not from your ' +
    'team, keep the instance stopped and take a snapshot of its disk.',
  logs: trailLogs,
  where: {
    eventName: 'ModifyInstanceAttribute',
    'requestParameters.userData': { exists: true },
    ...succeeded,
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} changed the start-up script of ${textAt(record, 'requestParameters', 'instanceId')}`,
});
