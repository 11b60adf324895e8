import { account, attacker, dayEnd, dayStart, on, webHost } from './northwind.ts';
import { seededRandom } from './random.ts';
import { linesInOrder, type SampleFile, type TimedLine } from './sample-file.ts';

const random = seededRandom(60);

const header =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';

interface Flow {
  readonly networkInterface: string;
  readonly from: readonly [address: string, port: number];
  readonly to: readonly [address: string, port: number];
  readonly packets: number;
  readonly bytes: number;
  readonly action?: 'ACCEPT' | 'REJECT';
}

function line(at: number, flow: Flow): TimedLine {
  const { networkInterface, from, to, packets, bytes, action = 'ACCEPT' } = flow;
  const start = Math.floor(at / 1000);
  const who = [2, account, networkInterface, from[0], to[0], from[1], to[1], 6];
  const what = [packets, bytes, start, start + 30 + random.below(30), action, 'OK'];
  return { at, line: [...who, ...what].join(' ') };
}

const interfaces = [
  ['eni-0a1f5c7e9b3d24680', '10.20.3.5'],
  ['eni-0b2e6d8f0c4a13579', '10.20.3.6'],
  [webHost.networkInterface, webHost.address],
  ['eni-0d4a7b1c8e5f92036', '10.20.9.20'],
] as const;

const anyPort = (): number => 32768 + random.below(28000);
const visitor = (): string => `192.0.2.${random.below(250) + 1}`;

function ordinaryLine(): TimedLine {
  const at = dayStart + random.below(dayEnd - dayStart);
  const [networkInterface, own] = random.pick(interfaces);
  const packets = 6 + random.below(60);
  const bytes = packets * (60 + random.below(900));
  const kind = random.below(10);
  if (kind < 4) {
    const from = [visitor(), anyPort()] as const;
    return line(at, { networkInterface, from, to: [own, 443], packets, bytes });
  }
  if (kind < 7) {
    const to = [visitor(), anyPort()] as const;
    return line(at, { networkInterface, from: [own, 443], to, packets, bytes: bytes * 4 });
  }
  if (kind < 9) {
    const to = ['10.20.9.20', 5432] as const;
    return line(at, { networkInterface, from: [own, anyPort()], to, packets, bytes });
  }
  // A scanner that is turned away.
  const port = random.pick([22, 23, 3389, 445, 6379]);
  const from = [visitor(), anyPort()] as const;
  const few = { packets: 1, bytes: 40, action: 'REJECT' } as const;
  return line(at, { networkInterface, from, to: [own, port], ...few });
}

function noData(at: number): TimedLine {
  const start = Math.floor(at / 1000);
  const nothing = '- - - - - - -';
  const fields = `2 ${account} eni-0e5b8c2d9f6a03147 ${nothing} ${start} ${start + 60} - NODATA`;
  return { at, line: fields };
}

function story(): readonly TimedLine[] {
  const { networkInterface, address } = webHost;
  const { server } = attacker;
  const shellPort = 41822;
  const copyPort = 44122;
  return [
    line(on('11:55:10'), {
      networkInterface,
      from: [server, 50522],
      to: [address, 22],
      packets: 212,
      bytes: 38_220,
    }),
    line(on('11:56:49'), {
      networkInterface,
      from: [address, shellPort],
      to: [server, 4444],
      packets: 340,
      bytes: 52_100,
    }),
    line(on('12:10:02'), {
      networkInterface,
      from: [address, copyPort],
      to: [server, 443],
      packets: 1_551_235,
      bytes: 2_234_108_338,
    }),
  ];
}

export function flowLogFile(): SampleFile {
  const lines = [
    ...Array.from({ length: 1000 }, ordinaryLine),
    ...Array.from({ length: 14 }, (_, index) => noData(dayStart + index * 30 * 60_000)),
    ...story(),
  ];
  return {
    path: `vpcflow/${account}_vpcflowlogs_us-east-1_fl-0f6a1b7c3d8e92045_20260314T1500Z.log`,
    text: `${header}\n${linesInOrder(lines)}`,
  };
}
