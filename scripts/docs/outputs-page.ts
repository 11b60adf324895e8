import type { Output } from '../../src/outputs/output.ts';
import type { Fault } from '../../testing/fault.ts';
import { faultsOf, networkPortOf } from '../../testing/output-faults.ts';

/** How a fault is met depends on what carries the alert. */
const carriers = {
  http: 'HTTP',
  aws: 'Amazon Web Services',
  mail: 'mail',
  syslog: 'syslog',
} as const;
type Carrier = keyof typeof carriers;

const isCarrier = (port: string | undefined): port is Carrier =>
  port !== undefined && Object.hasOwn(carriers, port);

/** The index of outputs: what each of them speaks, can do after the first delivery, and is tested against. */
export function outputsPage(outputs: readonly Output[]): string {
  const rows = outputs.map((output) => {
    const { service, protocol, limits, update, acknowledge, resolve } = output;
    const cells = [
      `[\`${service}\`](outputs/${service}.md)`,
      cell(protocol),
      mark(update),
      mark(acknowledge),
      mark(resolve),
      cell(limits ?? '–'),
      testedErrors(output),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '# Outputs',
    'Generated from the definitions in `src/outputs`, and from the faults that the test suite really tries. What all outputs have in common stands in the [guide](../outputs.md).',
    [
      '| output | protocol | update | acknowledge | resolve | limits | tested errors |',
      '|---|---|---|---|---|---|---|',
      ...rows,
    ].join('\n'),
    'An output without *update* gets one summary when a merge window ends; *acknowledge* and *resolve* of an output without them stay in StreamAlert.',
    '## Tested errors',
    'Every output is tried against all of these, in each thing it does, by servers on the machine that runs the tests: whether the alert is tried again or given up, that the reason is one line without a credential, and that the call ends in time.',
    ...testedSections(outputs),
    '',
  ].join('\n\n');
}

function testedErrors({ uses }: Output): string {
  const port = networkPortOf(uses);
  if (!isCarrier(port)) return 'none: it stays on this machine';
  return `[${faultsOf(uses).length} over ${carriers[port]}](#over-${anchor(carriers[port])})`;
}

function testedSections(outputs: readonly Output[]): readonly string[] {
  const used = new Set(outputs.map(({ uses }) => networkPortOf(uses)));
  return [...used].filter(isCarrier).flatMap((port) => {
    const names = withAddressesAsOne(faultsOf([port])).map(({ name }) => name);
    return [`### Over ${carriers[port]}`, `${names.join(' · ')}.`];
  });
}

const address = 'the address ';

/** They are many, and alike: one of them stands for all. */
export function withAddressesAsOne(
  faults: readonly Fault[],
): readonly Pick<Fault, 'name' | 'meaning'>[] {
  const isAddress = ({ name }: Fault): boolean => name.startsWith(`${address}https://`);
  const [first, ...more] = faults.filter(isAddress);
  if (first === undefined) return faults;
  const names = [first, ...more].map(({ name }) => name.slice(address.length));
  const { meaning } = first;
  const name = `an address of this machine, a private network or a cloud’s metadata: ${names.join(' ')}`;
  return [...faults.filter((fault) => !isAddress(fault)), { name, meaning }];
}

const anchor = (heading: string): string => heading.toLowerCase().replaceAll(' ', '-');

const mark = (method: unknown): string => (method === undefined ? '–' : 'yes');

/** A vertical bar would begin the next cell. */
export const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
