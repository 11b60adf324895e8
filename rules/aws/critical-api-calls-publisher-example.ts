import { rule } from 'streamalert';
import { callerOf } from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';
import { addRecord, populateFields } from '../../publishers/community/generic/generic.ts';
import {
  asCustomDetails,
  prettyPrintArrays,
  shortenTitle,
} from '../../publishers/community/pagerduty/pagerduty-layout.ts';
import {
  attachFullRecord,
  attachRuleInfo,
  summary,
} from '../../publishers/community/slack/slack-layout.ts';

const calls = [
  'DeleteAccountPublicAccessBlock',
  'DeleteCluster',
  'DeleteDBCluster',
  'DeleteDeliveryChannel',
  'DeleteDetector',
  'DeleteFlowLogs',
  'DeleteRule',
  'DeleteSubnet',
  'DeleteTrail',
  'DeleteVpc',
  'DisableEbsEncryptionByDefault',
  'DisableRule',
  'StopConfigurationRecorder',
  'StopLogging',
  'UpdateTrail',
];

export const cloudtrailCriticalApiCallsPublisherExample = rule({
  name: 'cloudtrail_critical_api_calls_publisher_example',
  description:
    'A destructive call in us-west-1; an example of a rule with publishers for Slack and ' +
    'PagerDuty',
  author: 'StreamAlert',
  severity: 'info',
  attack: ['TA0005:T1562.008', 'TA0040:T1485'],
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
  ],
  falsePositives: ['Everything: cloudtrail_critical_api_calls alerts on the same calls'],
  runbook:
    'This rule is there to be copied: name the outputs slack:… and pagerduty:… that you have ' +
    'configured, and see with `streamalert test` what they would get.',
  logs: ['cloudtrail:events'],
  where: { awsRegion: 'us-west-1', eventName: calls },
  publishers: {
    slack: [summary, attachRuleInfo, attachFullRecord],
    pagerduty: [addRecord, populateFields, prettyPrintArrays, shortenTitle, asCustomDetails],
  },
  context: { populate_fields: ['eventName', 'eventSource'] },
  outputs: ['file:alerts', 'pagerduty:sample-integration', 'slack:sample-channel'],

  title: (record) => `${callerOf(record)} called ${textAt(record, 'eventName')} in us-west-1`,
});
