import type { OutputPorts } from '../src/outputs/output.ts';
import { awsFaults } from './aws-faults.ts';
import type { Fault } from './fault.ts';
import { httpFaults } from './http-faults.ts';
import { mailFaults } from './mail-faults.ts';
import { syslogFaults } from './syslog-faults.ts';

const faultsByPort: Readonly<Partial<Record<keyof OutputPorts, readonly Fault[]>>> = {
  http: httpFaults,
  aws: awsFaults,
  mail: mailFaults,
  syslog: syslogFaults,
};

/** The port that takes an output's alerts over the network; undefined for one that stays on this machine. */
export const networkPortOf = (
  uses: readonly (keyof OutputPorts)[],
): keyof OutputPorts | undefined => uses.find((port) => faultsByPort[port] !== undefined);

/** Every fault that an output is tested against, by what it uses. */
export function faultsOf(uses: readonly (keyof OutputPorts)[]): readonly Fault[] {
  const port = networkPortOf(uses);
  return port === undefined ? [] : (faultsByPort[port] ?? []);
}
