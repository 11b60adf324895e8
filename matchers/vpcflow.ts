import { at } from 'streamalert';
import { textAt } from './reading.ts';

/** The ways in which flow records arrive. */
export const flowLogs = [
  'vpcflow:v2',
  'cloudwatch:flow_logs',
  'cloudwatch:flow_log_lines',
] as const;

export interface Flow {
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly port: number;
  readonly protocol: number;
  readonly packets: number;
  readonly bytes: number;
}

/** A flow record with the names and types of one format, whichever it came in. */
export function flowOf(record: unknown): Flow {
  const number = (...names: readonly string[]): number =>
    Number(names.map((name) => at(record, name)).find((value) => value !== undefined));
  return {
    source: textAt(record, 'srcaddr') || textAt(record, 'source'),
    sourcePort: number('srcport'),
    destination: textAt(record, 'dstaddr') || textAt(record, 'destination'),
    port: number('dstport', 'destport'),
    protocol: number('protocol'),
    packets: number('packets'),
    bytes: number('bytes'),
  };
}
