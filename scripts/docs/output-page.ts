import { z } from 'zod';
import type { Output } from '../../src/outputs/output.ts';
import type { Fault } from '../../testing/fault.ts';
import { outputExamples } from '../../testing/output-examples.ts';
import { faultsOf } from '../../testing/output-faults.ts';
import { typeOf } from './output-fields.ts';
import { cell, withAddressesAsOne } from './outputs-page.ts';
import { settingsTable } from './settings-table.ts';

/** The reference page of one output. */
export function outputPage(output: Output): string {
  const { service, summary, credentials } = output;
  return [
    `# ${service}`,
    'Generated from its definition. All outputs: [index](../outputs.md), [guide](../../outputs.md).',
    `${summary}.`,
    factsTable(output),
    '## Credentials',
    settingsTable(credentials),
    '## What publishers may set',
    fieldsTable(output),
    '## After the first delivery',
    followUps(output).join('\n'),
    '## Errors',
    ...errors(output),
    '',
  ].join('\n\n');
}

function factsTable(output: Output): string {
  const { service, protocol, documentation, repetition, limits, rateLimit } = output;
  const rows = [
    ['protocol', protocol],
    ['documented at', documentation === null ? 'it is our own' : `<${documentation}>`],
    ['in `conf/outputs.json`', listing(output)],
    ['in rules', `\`outputs: ['${service}:<descriptor>']\``],
    [
      'a repeated delivery is known by',
      repetition ?? 'nothing: what was sent before a time-out may be sent again',
    ],
    ['limits', limits === null ? 'none' : `${limits}; what is larger is shortened`],
    ['sent at most', rateLimit === undefined ? 'as fast as alerts come' : rateOf(rateLimit)],
  ] as const;
  return ['| | |', '|---|---|', ...rows.map(([name, what]) => `| ${name} | ${cell(what)} |`)].join(
    '\n',
  );
}

function listing({ service, shape, resourceDescription }: Output): string {
  return shape === 'list'
    ? `\`"${service}": ["<descriptor>", …]\``
    : `\`"${service}": {"<descriptor>": "<resource>"}\`, where the resource is the ${resourceDescription ?? 'resource'}`;
}

const rateOf = ({ calls, seconds }: { readonly calls: number; readonly seconds: number }) =>
  `${calls} ${calls === 1 ? 'call' : 'calls'} in ${seconds === 1 ? 'a second' : `${seconds} seconds`}; more waits here`;

function fieldsTable({ service, fields }: Output): string {
  // The JSON Schema of an object of ours: its properties are the fields.
  const { properties = {} } = z.toJSONSchema(fields, {
    io: 'input',
    unrepresentable: 'any',
  }) as { properties?: Record<string, Parameters<typeof typeOf>[0]> };
  const rows = Object.entries(properties).map(
    ([name, shape]) =>
      `| \`@${service}.${name}\` | \`${cell(typeOf(shape))}\` | ${cell(shape.description ?? '')} |`,
  );
  if (rows.length === 0) return 'Nothing: what is sent is the publication itself.';
  return ['| field | type | meaning |', '|---|---|---|', ...rows].join('\n');
}

function followUps({ update, acknowledge, resolve }: Output): readonly string[] {
  return [
    update === undefined
      ? '- **Update**: no. What is merged into the alert comes as one summary when the merge window ends.'
      : '- **Update**: yes. What is merged into the alert is told where it was delivered, while the merge window is open.',
    `- **Acknowledge**: ${acknowledge === undefined ? 'no. It stays in StreamAlert.' : 'yes.'}`,
    `- **Resolve**: ${resolve === undefined ? 'no. It stays in StreamAlert.' : 'yes.'}`,
  ];
}

const meanings = {
  later: 'tried again',
  final: 'given up, with the reason',
  'goes on': 'delivered',
} as const satisfies Record<Fault['meaning'], string>;

function errors({ service, uses }: Output): readonly string[] {
  const faults = faultsOf(uses);
  if (faults.length === 0) return ['It stays on this machine: what fails is tried again.'];
  const { unlike = {} } = outputExamples[service] ?? {};
  const rows = withAddressesAsOne(faults).map(({ name, meaning }) => {
    const [own, why] = unlike[`deliver: ${name}`] ?? unlike[name] ?? [meaning];
    return `| ${cell(name)} | ${meanings[own]}${why === undefined ? '' : `: ${cell(why)}`} |`;
  });
  return [
    'What becomes of the delivery, as it is tested:',
    ['| fault, or status of the answer | the alert is |', '|---|---|', ...rows].join('\n'),
  ];
}
