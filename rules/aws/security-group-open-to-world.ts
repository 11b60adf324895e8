import { at, rule } from 'streamalert';
import { callerOf, isEverywhere, succeeded, trailLogs } from '../../matchers/aws.ts';
import { listAt, textAt } from '../../matchers/reading.ts';

/** Ports that administer something or hold data; 80 and 443 are meant for the world. */
const innerPorts = [
  21, 22, 23, 135, 139, 445, 1433, 1521, 2375, 2376, 3306, 3389, 5432, 5601, 5900, 5985, 6379, 8500,
  9200, 10250, 11211, 27017,
];

export const awsSecurityGroupOpenToWorld = rule({
  name: 'aws_security_group_open_to_world',
  description: 'A security group lets the whole Internet reach ports for administration or data',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1562.007', 'TA0010:T1048'],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html'],
  falsePositives: ['Bastion hosts that are public on purpose'],
  runbook:
    'Revoke the rule unless the host behind it is a bastion that is meant to be public. Look in the flow logs for ' +
    'accepted connections to the port since the change.',
  logs: trailLogs,
  where: { eventName: 'AuthorizeSecurityGroupIngress', ...succeeded },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} opened ${openedPorts(record).join(', ')} of ${textAt(record, 'requestParameters', 'groupId')} to the Internet`,
  matches: (record) => openedPorts(record).length > 0,
});

/** What the call opened to everybody, in words. */
function openedPorts(record: unknown): readonly string[] {
  const parameters = at(record, 'requestParameters');
  // Requests of old clients have one permission, at the top.
  return [parameters, ...listAt(parameters, 'ipPermissions', 'items')]
    .filter(isForWorld)
    .filter(isInnerPort)
    .map((permission) => {
      if (isEveryProtocol(permission)) return 'all ports';
      const from = textAt(permission, 'fromPort');
      const to = textAt(permission, 'toPort');
      return from === to ? `port ${from}` : `ports ${from} to ${to}`;
    });
}

const isForWorld = (permission: unknown): boolean =>
  isEverywhere(at(permission, 'cidrIp')) ||
  listAt(permission, 'ipRanges', 'items').some((range) => isEverywhere(at(range, 'cidrIp'))) ||
  listAt(permission, 'ipv6Ranges', 'items').some((range) => isEverywhere(at(range, 'cidrIpv6')));

const isEveryProtocol = (permission: unknown): boolean => textAt(permission, 'ipProtocol') === '-1';

function isInnerPort(permission: unknown): boolean {
  const from = Number(at(permission, 'fromPort') ?? Number.NaN);
  const to = Number(at(permission, 'toPort') ?? from);
  return isEveryProtocol(permission) || innerPorts.some((port) => from <= port && port <= to);
}
