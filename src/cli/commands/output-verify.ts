import { resolve } from 'node:path';
import { z } from 'zod';
import type { OutputDestination } from '../../config/config.ts';
import { systemClock } from '../../adapters/local/clock.ts';
import { localOutputPorts } from '../../runtimes/output-ports.ts';
import { deliverySecrets } from '../../runtimes/secrets.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { type OutputProject, openOutputProject, storeOption } from '../output/output-project.ts';
import { type Verified, verifyDestination } from '../output/verify.ts';
import { usageError } from '../report-error.ts';

const options = z.object({
  all: z
    .boolean()
    .default(false)
    .describe('every output of conf/outputs.json, one after the other'),
  dataDir: z
    .string()
    .default('.streamalert')
    .describe('folder in which outputs of the service "file" write'),
  json: z.boolean().default(false).describe('print JSON'),
  store: storeOption,
});

export const outputVerify = defineCommand({
  name: 'output verify',
  summary: 'Send a test alert to an output, and say what came back',
  description: [
    'The alert is sent as a real one is, with the stored credentials, and says everywhere that it is a',
    'test. It may open a ticket or an incident: close it there.',
    '',
    'Exit status: 0 all were delivered, 1 at least one was not, 2 wrong usage.',
  ].join('\n'),
  arguments: z.object({
    service: z.string().optional().describe('kind of output, such as slack'),
    descriptor: z
      .string()
      .optional()
      .describe('the name of the destination; all of the service when it is not given'),
  }),
  options,
  examples: [
    { command: 'streamalert output verify slack soc', explanation: 'one of them' },
    { command: 'streamalert output verify --all', explanation: 'all of them' },
  ],
  async run({ service: first, descriptor: second, all, dataDir, json, store }, context) {
    const { terminal, env, cwd } = context;
    // Rules name outputs as service:descriptor, and so it is typed here.
    const [service, named, ...rest] = first?.split(':') ?? [];
    if (rest.length > 0 || (named !== undefined && second !== undefined)) {
      throw usageError('name one output', 'For instance: streamalert output verify slack soc');
    }
    const descriptor = named ?? second;
    const outputProject = await openOutputProject(context, store);
    const { config } = outputProject;
    const chosen = chosenDestinations(outputProject, { service, descriptor, all });
    if (chosen.length === 0) {
      const name = [service, descriptor].filter(Boolean).join(':') || 'any output';
      terminal.error(
        `streamalert: outputs.json does not list ${name}\n  See what there is: streamalert output list`,
      );
      return 1;
    }
    const surroundings = {
      secrets: deliverySecrets({ config, env, kind: store }),
      ports: localOutputPorts({
        config,
        env,
        dataDir: resolve(cwd, dataDir),
        // What an output prints must not get between the lines of a report that a program reads.
        print: (line) => (json ? terminal.error(line) : terminal.print(line)),
      }),
    };
    const results: Verified[] = [];
    for (const destination of chosen) {
      terminal.progress(`  ${destination.service}:${destination.descriptor} …`);
      const verified = await verifyDestination(destination, surroundings, systemClock.now());
      terminal.progress('');
      results.push(verified);
      if (!json) for (const line of resultLines(verified)) terminal.print(line);
    }
    report(results, json, context);
    return results.every(({ outcome }) => outcome.outcome === 'delivered') ? 0 : 1;
  },
});

function chosenDestinations(
  { destinations }: OutputProject,
  asked: {
    readonly service: string | undefined;
    readonly descriptor: string | undefined;
    readonly all: boolean;
  },
): readonly OutputDestination[] {
  const { service, descriptor, all } = asked;
  if (all === (service !== undefined)) {
    throw usageError(
      all ? 'either one output or --all' : 'an output is needed, or --all',
      'For instance: streamalert output verify slack soc',
    );
  }
  return destinations.filter(
    (each) =>
      all ||
      (each.service === service && (descriptor === undefined || each.descriptor === descriptor)),
  );
}

function resultLines({ output, outcome, milliseconds, hint: known }: Verified): readonly string[] {
  if (outcome.outcome === 'delivered') {
    const { reference = {} } = outcome;
    const told = Object.entries(reference)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(', ');
    return [`  delivered  ${output}  ${milliseconds} ms${told === '' ? '' : `  ${told}`}`];
  }
  const [service = '', descriptor = ''] = output.split(':');
  const general = outcome.isAboutAlert
    ? 'It needs something of the rule that a test alert does not have. Try one of its rules: streamalert test live'
    : `Where its credentials are wrong: streamalert output set ${service} ${descriptor} --update`;
  const hints = (known ?? general).split('\n').map((line) => `             ${line}`);
  return [`  FAILED     ${output}  ${outcome.reason}`, ...hints];
}

function report(results: readonly Verified[], json: boolean, { terminal }: CommandContext): void {
  if (json) {
    const rows = results.map(({ output, outcome, milliseconds, hint }) => ({
      output,
      milliseconds,
      ...outcome,
      ...(hint !== undefined && { hint }),
    }));
    terminal.print(JSON.stringify(rows, null, 2));
    return;
  }
  if (results.length < 2) return;
  const delivered = results.filter(({ outcome }) => outcome.outcome === 'delivered').length;
  terminal.print(
    `  ${results.length} outputs = delivered ${delivered} + failed ${results.length - delivered}`,
  );
}
