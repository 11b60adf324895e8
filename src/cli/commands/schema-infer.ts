import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, relative, resolve } from 'node:path';
import { z } from 'zod';
import { parsers } from '../../parsers/index.ts';
import { compareSchemas, type ComparisonWords } from '../schema/compare-words.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { type Inference, inferSchema } from '../../schema-tools/infer-schema.ts';
import { readSamples, type Samples } from '../schema/read-samples.ts';
import { usageError } from '../report-error.ts';

const samplesDefault = 10_000;

const options = z.object({
  name: z
    .string()
    .regex(/^[^:\s]+(?::[^:\s]+)?$/, 'expected <category> or <category>:<subtype>')
    .optional()
    .describe('log type to be, such as acme:audit; else made from the name of the file')
    .meta({ value: 'CATEGORY:SUBTYPE' }),
  out: z
    .string()
    .optional()
    .describe('write the schema to this new file, such as conf/schemas/acme.json')
    .meta({ short: 'o', value: 'FILE' }),
  jsonPath: z
    .string()
    .optional()
    .describe('JMESPath to the records, when the one that is found is not right')
    .meta({ value: 'EXPR' }),
  parser: z
    .enum(['json', ...parsers.map(({ type }) => type).filter((type) => type !== 'json')])
    .optional()
    .describe('how the data reads, when what is found is not right'),
  kinds: z
    .enum(['split', 'together'])
    .default('split')
    .describe('one schema for each kind of records, or one for all with optional fields'),
  sample: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(samplesDefault)
    .describe('how many lines or documents are looked at')
    .meta({ short: 'n' }),
});

type Options = z.infer<typeof options> & { readonly file: readonly string[] };

export const schemaInfer = defineCommand({
  name: 'schema infer',
  summary: 'Write a schema from sample files that every one of their records fits',
  description: [
    'Reads any file that scan reads: JSON lines, documents, CSV, key-value lines, syslog, W3C, text; packed or not.',
    'The schema goes to standard output, or to --out; what was decided and why, and how many samples fit, to standard',
    'error. Nothing else is changed. Works without a project.',
    '',
    'Exit status: 0 all samples fit, 1 some do not or nothing was found, 2 usage, 3 some input could not be read.',
  ].join('\n'),
  arguments: z.object({
    file: z.array(z.string()).min(1).describe('files and folders of samples; - is standard input'),
  }),
  options,
  examples: [
    {
      command: 'streamalert schema infer audit.jsonl.gz --name acme:audit',
      explanation: 'look at the schema first',
    },
    {
      command: 'streamalert schema infer samples/ --name acme:audit --out conf/schemas/acme.json',
      explanation: 'a folder of samples, into the project',
    },
  ],
  async run(given: Options, context) {
    const { terminal, cwd } = context;
    refuseOverwriting(given, cwd);
    const samples = await readSamples(given.file, given.sample);
    for (const problem of samples.problems) terminal.error(`  ! ${problem}`);
    if (samples.samples.length === 0) {
      throw usageError('there is no record in these files', 'Name files with log records in them.');
    }
    const name = given.name ?? nameFrom(samples);
    const inference = inferSchema(samples.samples, {
      name,
      jsonPath: given.jsonPath,
      parser: given.parser,
      kinds: given.kinds,
      parsers,
      now: Date.now(),
    });
    if (inference.outcome === 'refused') {
      terminal.error(`  ${inference.reason}\n  ${inference.hint}`);
      return 1;
    }
    await hand(inference, given, context);
    report(inference, samples, { ...given, name }, context);
    if (inference.fit.fitting < inference.fit.records) return 1;
    return samples.problems.length > 0 ? 3 : 0;
  },
});

/** A file that is there is somebody's work. */
function refuseOverwriting({ out }: Options, cwd: string): void {
  if (out === undefined || !existsSync(resolve(cwd, out))) return;
  throw usageError(
    `${out} is there already`,
    'Name another file, or compare: streamalert schema diff LOG_TYPE FILE',
  );
}

/** `payloads.jsonl.gz` → `payloads:events`. */
function nameFrom({ samples }: Samples): string {
  const file = basename(samples[0]?.path ?? '').split('.', 1)[0] ?? '';
  const word = file
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return `${word === '' ? 'sample' : word}:events`;
}

type Inferred = Extract<Inference, { outcome: 'inferred' }>;

async function hand({ text }: Inferred, { out }: Options, { terminal, cwd }: CommandContext) {
  if (out === undefined) terminal.write(new TextEncoder().encode(text));
  else await writeFile(resolve(cwd, out), text, { flag: 'wx' });
}

function report(
  inference: Inferred,
  samples: Samples,
  given: Options & { readonly name: string },
  context: CommandContext,
): void {
  const { terminal } = context;
  const { decisions, fit, findings } = inference;
  const width = Math.min(28, Math.max(8, ...decisions.map(({ about }) => about.length)));
  const lines = [
    ...samples.read.map((line) => `  read      ${line}`),
    '',
    ...decisions.map(({ about, text }) => `  ${about.padEnd(width)}  ${text}`),
    ...findings.map(({ path, message }) => `  ! ${path}: ${message}`),
    '',
    ...fitLines(fit, samples),
    ...compareSchemas(inference.text, samples, given, context).flatMap(comparisonLines),
    '',
    ...nextLines(given),
  ];
  terminal.error(lines.join('\n'));
}

const counted = (count: number): string => count.toLocaleString('en-US');

function fitLines({ fitting, records, misses }: Inferred['fit'], { isPart }: Samples): string[] {
  const part = isPart ? ' (of the part that was read)' : '';
  return [
    `  ${counted(fitting)} of ${counted(records)} samples fit${part}`,
    ...misses.flatMap(({ count, reason, example }) => [
      `      ${counted(count)} × ${reason}`,
      `        such as ${JSON.stringify(example)}`,
    ]),
  ];
}

const comparisonLines = ({ text, hint }: ComparisonWords): string[] => [
  `  ${text}`,
  ...(hint === undefined ? [] : [`      ${hint}`]),
];

function nextLines({ out, name }: { readonly out?: string | undefined; readonly name: string }) {
  if (out === undefined) {
    return [`  Write it to a file with --out conf/schemas/${name.split(':', 1)[0]}.json`];
  }
  return [
    `  written: ${relative('.', out) || out}`,
    '  Next: name the log type in data_sources of a cluster (conf/clusters), then: streamalert config check',
  ];
}
