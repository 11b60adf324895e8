import { at, rule } from 'streamalert';
import { callerOf, callOf, trailLogs } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

const calls = ['CreateNetworkAclEntry', 'ReplaceNetworkAclEntry'];

export const cloudtrailNetworkAclIngressAnywhere = rule({
  name: 'cloudtrail_network_acl_ingress_anywhere',
  description: 'A network ACL lets traffic in from anywhere',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0005:T1562.007'],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html'],
  falsePositives: ['Subnets for load balancers, and tools that leave filtering to security groups'],
  runbook:
    'Compare the entry with the ones around it: one with a lower number that allows everything ' +
    'makes the rest meaningless. Look in the flow logs for what came in since.',
  logs: [...trailLogs, 'cloudwatch:events'],
  where: { eventName: [...calls, null], 'detail.eventName': [...calls, null] },
  outputs: ['file:alerts'],

  title: (record) => {
    const call = callOf(record);
    return `${callerOf(call)} let everybody into ${firstOf(textAt(call, 'requestParameters', 'networkAclId'))}`;
  },
  matches: (record) => {
    const call = callOf(record);
    const parameters = at(call, 'requestParameters');
    return (
      calls.includes(textAt(call, 'eventName')) &&
      (at(parameters, 'cidrBlock') === '0.0.0.0/0' || at(parameters, 'ipv6CidrBlock') === '::/0') &&
      at(parameters, 'ruleAction') === 'allow' &&
      at(parameters, 'egress') === false
    );
  },
});
