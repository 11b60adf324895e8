import { rule } from 'streamalert';
import { flowOf, flowLogs } from '../../matchers/vpcflow.ts';
import { isInside, isOutside } from '../../matchers/network.ts';

/** In one flow, which a log covers for at most ten minutes. Backups of yours may need more. */
const bytesMax = 500_000_000;

export const vpcflowLargeOutboundTransfer = rule({
  name: 'vpcflow_large_outbound_transfer',
  description: 'A host sent an unusual amount of data to one address on the Internet',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0010:T1048', 'TA0010:T1030'],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html'],
  falsePositives: ['Backups, videos, mirrors of software'],
  runbook:
    'Find out what the host is and who owns the address. If nobody can name the transfer, cut the connection, and look ' +
    'at what was read on the host before: that is what left.',
  logs: flowLogs,
  where: { action: 'ACCEPT' },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['srcaddr', 'dstaddr', 'source', 'destination'], windowMinutes: 60 },

  title: (record) => {
    const { source, destination, bytes } = flowOf(record);
    return `${source} sent ${Math.round(bytes / 1_000_000)} MB to ${destination}`;
  },
  matches: (record) => {
    const { source, destination, bytes } = flowOf(record);
    return bytes >= bytesMax && isInside(source) && isOutside(destination);
  },
});
