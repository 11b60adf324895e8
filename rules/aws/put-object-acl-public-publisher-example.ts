import { at, dataHasValueFromSubstringList, rule } from 'streamalert';
import { callerOf, callOf } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';
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

const worldGroups = [
  'http://acs.amazonaws.com/groups/global/AllUsers',
  'http://acs.amazonaws.com/groups/global/AuthenticatedUsers',
];

export const cloudtrailPutObjectAclPublicPublisherExample = rule({
  name: 'cloudtrail_put_object_acl_public_publisher_example',
  description:
    'An object in S3 was made public from 1.2.3.4; an example of a rule with publishers for Slack ' +
    'and PagerDuty',
  author: 'StreamAlert',
  severity: 'info',
  attack: ['TA0009:T1530'],
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html'],
  falsePositives: ['Everything: cloudtrail_put_object_acl_public alerts on the same calls'],
  runbook:
    'This rule is there to be copied: name the outputs slack:… and pagerduty:… that you have ' +
    'configured, and see with `streamalert test` what they would get.',
  logs: ['cloudwatch:events'],
  where: { 'detail.eventName': 'PutObjectAcl', 'detail.sourceIPAddress': '1.2.3.4' },
  reqSubkeys: { detail: ['eventName', 'requestParameters', 'sourceIPAddress'] },
  publishers: {
    slack: [summary, attachRuleInfo, attachFullRecord],
    pagerduty: [addRecord, populateFields, prettyPrintArrays, shortenTitle, asCustomDetails],
  },
  context: {
    populate_fields: [
      'userName',
      'sourceIPAddress',
      'eventTime',
      'eventName',
      'eventSource',
      'bucketName',
    ],
  },
  outputs: ['file:alerts', 'pagerduty:sample-integration', 'slack:sample-channel'],

  title: (record) =>
    `${callerOf(callOf(record))} made an object of ${firstOf(textAt(record, 'detail', 'requestParameters', 'bucketName'))} public`,
  matches: (record) =>
    dataHasValueFromSubstringList(at(record, 'detail', 'requestParameters'), worldGroups),
});
