import { rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

/** Tools that take down what they have set up. */
const byTool = /terraform|cloudformation|pulumi|opentofu/i;

export const awsLogGroupDeleted = rule({
  name: 'aws_log_group_deleted',
  description: 'Logs in CloudWatch were deleted',
  author: 'StreamAlert',
  severity: (record) => (byTool.test(textAt(record, 'userAgent')) ? 'info' : 'medium'),
  attack: ['TA0005:T1562.008', 'TA0005:T1070'],
  references: [
    'https://attack.mitre.org/techniques/T1562/008/',
    'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html',
  ],
  falsePositives: ['Applications that are taken down together with their logs'],
  runbook:
    'See whose logs they were. The history of this system has a copy if it reads the group. If ' +
    'nobody announced it, look at what the caller did before.',
  logs: trailLogs,
  where: {
    eventName: ['DeleteLogGroup', 'DeleteLogStream'],
    eventSource: 'logs.amazonaws.com',
    ...succeeded,
  },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['arn'], windowMinutes: 60 },

  title: (record) =>
    `${callerOf(record)} deleted log ${firstOf(textAt(record, 'requestParameters', 'logGroupName'))}`,
});
