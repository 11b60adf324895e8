import { rule } from 'streamalert';
import { flowOf, flowLogs } from '../../matchers/vpcflow.ts';
import { isInside, isOutside } from '../../matchers/network.ts';

const adminPorts = new Set([
  22, 23, 135, 445, 1433, 3306, 3389, 5432, 5900, 5985, 6379, 9200, 27017,
]);

export const vpcflowAdminPortFromInternet = rule({
  name: 'vpcflow_admin_port_from_internet',
  description: 'The Internet reached a port for administration or data, and was let in',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0001:T1133', 'TA0001:T1190'],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html'],
  falsePositives: ['Bastion hosts that are public on purpose'],
  runbook:
    'Close the port in the security group of the interface. Then look in the log of the service whether anybody came ' +
    'past its own sign-in.',
  logs: flowLogs,
  where: { action: 'ACCEPT' },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['srcaddr', 'dstaddr', 'source', 'destination'], windowMinutes: 120 },

  title: (record) => {
    const { source, destination, port } = flowOf(record);
    return `${source} reached port ${port} of ${destination}`;
  },
  matches: (record) => {
    const { source, destination, port, protocol, packets } = flowOf(record);
    // Fewer than four packets are a knock on the door, which scanners do all day.
    return (
      protocol === 6 &&
      adminPorts.has(port) &&
      packets >= 4 &&
      isOutside(source) &&
      isInside(destination)
    );
  },
});
