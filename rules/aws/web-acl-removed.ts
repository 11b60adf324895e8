import { rule } from 'streamalert';
import { accountOf, callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const awsWebAclRemoved = rule({
  name: 'aws_web_acl_removed',
  description: 'The web application firewall was taken from a load balancer, API or distribution',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1562.001'],
  references: [
    'https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html',
  ],
  falsePositives: ['Load balancers that are taken down'],
  runbook:
    'If the resource still serves requests, put the firewall back. Then read the access log since ' +
    'for what it would have stopped.',
  logs: trailLogs,
  where: {
    eventName: ['DeleteWebACL', 'DisassociateWebACL'],
    eventSource: ['wafv2.amazonaws.com', 'waf.amazonaws.com', 'waf-regional.amazonaws.com'],
    ...succeeded,
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} removed the web ACL of ${firstOf(textAt(record, 'requestParameters', 'resourceArn'), textAt(record, 'requestParameters', 'name'), accountOf(record))}`,
});
