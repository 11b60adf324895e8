import { at, getKeys, rule } from 'streamalert';
import { callerOf, callOf, isEverywhere } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const cloudtrailSecurityGroupIngressAnywhere = rule({
  name: 'cloudtrail_security_group_ingress_anywhere',
  description: 'A security group lets the whole Internet in, on any port; told by EventBridge',
  author: 'StreamAlert',
  severity: (record) => (isForWebOnly(record) ? 'low' : 'high'),
  attack: ['TA0005:T1562.007'],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html'],
  falsePositives: ['Load balancers and bastion hosts that are public on purpose'],
  runbook:
    'Revoke the rule unless the host behind it is meant to be public. Look in the flow logs for ' +
    'accepted connections to the port since the change.',
  logs: ['cloudwatch:events'],
  where: { 'detail.eventName': 'AuthorizeSecurityGroupIngress' },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['groupId'], windowMinutes: 15 },

  title: (record) =>
    `${callerOf(callOf(record))} opened ${firstOf(textAt(record, 'detail', 'requestParameters', 'groupId'))} to the Internet (ports ${getKeys(record, 'fromPort').join(', ')})`,
  matches: (record) => {
    // The range stands in another place for each way to ask, and IPv6 has a name of its own.
    const parameters = at(record, 'detail', 'requestParameters');
    return (
      getKeys(parameters, 'cidrIp').some(isEverywhere) ||
      getKeys(parameters, 'cidrIpv6').some(isEverywhere)
    );
  },
});

/** Ports 80 and 443 are meant for the world. */
const isForWebOnly = (record: unknown): boolean => {
  const ports = [...getKeys(record, 'fromPort'), ...getKeys(record, 'toPort')];
  return ports.length > 0 && ports.every((port) => ['80', '443'].includes(String(port)));
};
