import { rule } from 'streamalert';
import { accountOf, callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';

export const awsDnsQueryLogDeleted = rule({
  name: 'aws_dns_query_log_deleted',
  description: 'Logging of DNS queries was taken away from a network',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0005:T1562.008'],
  references: [
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.defense-evasion.dns-delete-logs/',
  ],
  falsePositives: ['Networks that are taken down'],
  runbook:
    'Restore the logging, and treat DNS traffic in the gap as unseen: commands and stolen data travel well in DNS ' +
    'queries.',
  logs: trailLogs,
  where: {
    eventName: ['DeleteResolverQueryLogConfig', 'DisassociateResolverQueryLogConfig'],
    ...succeeded,
  },
  outputs: ['file:alerts'],

  title: (record) => `${callerOf(record)} deleted the DNS query log in ${accountOf(record)}`,
});
