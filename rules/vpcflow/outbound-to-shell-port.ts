import { rule } from 'streamalert';
import { flowOf, flowLogs } from '../../matchers/vpcflow.ts';
import { isInside, isOutside } from '../../matchers/network.ts';

/** Where tools for attacks listen unless told otherwise, and chat servers that steer stolen hosts. */
const shellPorts = new Set([1337, 4444, 4445, 5555, 6666, 6667, 9001, 31337]);

export const vpcflowOutboundToShellPort = rule({
  name: 'vpcflow_outbound_to_shell_port',
  description: 'A host connected to a port on the Internet that reverse shells favour',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0011:T1571', 'TA0002:T1059'],
  references: ['https://attack.mitre.org/techniques/T1571/'],
  falsePositives: ['Services that happen to use the port'],
  runbook:
    'Look at the processes of the host (osquery: processes, process_open_sockets). A shell or an interpreter with an ' +
    'open connection to the address settles it.',
  logs: flowLogs,
  where: { action: 'ACCEPT' },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['srcaddr', 'dstaddr', 'source', 'destination'], windowMinutes: 120 },

  title: (record) => {
    const { source, destination, port } = flowOf(record);
    return `${source} connected to ${destination} port ${port}`;
  },
  matches: (record) => {
    const { source, destination, port, sourcePort, protocol } = flowOf(record);
    return (
      protocol === 6 &&
      shellPorts.has(port) &&
      // The answers of a server to a client that happens to use such a port look the same otherwise.
      sourcePort >= 1024 &&
      isInside(source) &&
      isOutside(destination)
    );
  },
});
