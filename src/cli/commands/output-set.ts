import { z } from 'zod';
import { credentialVariable } from '../../adapters/local/secrets.ts';
import { isAlertArchive } from '../../config/outputs.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import type { Output } from '../../outputs/output.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { givenValues, valueOptions } from '../output/given-values.ts';
import {
  type OutputProject,
  openOutputProject,
  serviceArgument,
  serviceNamed,
  storeOption,
} from '../output/output-project.ts';
import { descriptorSchema, propertiesOf } from '../output/properties.ts';
import { addOne, changeOne, isListed, isStored } from '../output/set-up.ts';
import { nextSteps } from '../output/words.ts';
import { type Prompt, processPrompt } from '../prompt.ts';
import { usageError } from '../report-error.ts';

const options = z.object({
  update: z
    .boolean()
    .default(false)
    .describe('change a destination that is there; what is not given stays')
    .meta({ short: 'u' }),
  ...valueOptions,
  yes: z.boolean().default(false).describe('ask nothing; what is missing is an error'),
  store: storeOption,
});

type Given = z.infer<typeof options> & { readonly service: string; readonly descriptor?: string };

export const outputSet = defineCommand({
  name: 'output set',
  summary: 'Set up a place alerts go to: its name in conf/outputs.json, its credentials encrypted',
  description: [
    'Asks for everything the service needs; secrets are not shown while they are typed. Credentials are',
    'saved encrypted and never in conf/. A running StreamAlert uses them at once (file) or within five',
    'minutes (AWS).',
    '',
    'Without a terminal: --set-env and --set-file, or --from-stdin, with --yes. Values after --set are',
    'visible to other users of the machine while the command runs, and the shell keeps them in its history:',
    'not for secrets.',
    '',
    'Exit status: 0 saved, 1 not saved and nothing was changed, 2 wrong usage.',
  ].join('\n'),
  arguments: z.object({
    service: serviceArgument,
    descriptor: z
      .string()
      .optional()
      .describe('a short name for this destination, such as soc; asked for when it is not given'),
  }),
  options,
  examples: [
    { command: 'streamalert output set slack soc', explanation: 'asks for the rest' },
    {
      command: 'streamalert output set slack soc --set-env url=SLACK_URL --yes',
      explanation: 'in a script, with the secret in the environment',
    },
    {
      command: 'streamalert output set pagerduty-v2 oncall --update',
      explanation: 'give it another key',
    },
  ],
  async run(given: Given, context) {
    const output = serviceNamed(given.service);
    const outputProject = await openOutputProject(context, given.store);
    const values = givenValues(given, propertiesOf(output), context);
    warnOfOpenSecrets(output, given.set, context);
    const prompt = given.yes || given.fromStdin ? undefined : processPrompt(instead);
    try {
      return await setUp(output, { ...given, values }, outputProject, context, prompt);
    } finally {
      prompt?.close();
    }
  },
});

const instead = '--set-env, --set-file, --from-stdin, and --yes.';

/** It is too late for this one; the next one can be given otherwise. */
function warnOfOpenSecrets(
  output: Output,
  set: readonly string[],
  { terminal }: Pick<CommandContext, 'terminal'>,
): void {
  const given = set.map((word) => word.split('=', 1)[0]);
  const names = propertiesOf(output).flatMap(({ name, isSecret }) =>
    isSecret && given.includes(name) ? [name] : [],
  );
  if (names.length === 0) return;
  terminal.error(
    `warning: ${names.join(', ')} stood on the command line, where other users and the history of the shell see it.\n  Next time: --set-env ${names[0]}=VARIABLE`,
  );
}

async function setUp(
  output: Output,
  { update, values: given, ...rest }: Given & { readonly values: ReadonlyMap<string, unknown> },
  outputProject: OutputProject,
  context: CommandContext,
  prompt: Prompt | undefined,
): Promise<number> {
  const { service } = output;
  const { terminal } = context;
  const problemWith = async (name: string): Promise<string | undefined> => {
    const isThere = isListed({ service, descriptor: name }, outputProject);
    const { error } = descriptorSchema.safeParse(name);
    // One that is there may be named otherwise, by earlier releases.
    if (error && !(update && isThere)) return `the descriptor ${error.issues[0]?.message}`;
    if (isAlertArchive({ service, descriptor: name })) return `${service}:${name} is reserved`;
    if (isThere && !update) return `${service}:${name} is there already; --update changes it`;
    const isNew = update && !isThere && !(await isStored(output, name, outputProject));
    return isNew ? notThere(service, name, outputProject) : undefined;
  };
  const { descriptor: named } = rest;
  const isKnown = named !== undefined && isListed({ service, descriptor: named }, outputProject);
  // Who is told at night to give an output another credential does not think of an option.
  if (isKnown && !update && prompt?.isTerminal === true) {
    const question = `${service}:${named} is there already. Change it?`;
    if (await prompt.askYesOrNo(question)) {
      const changed = { update: true, values: given, ...rest };
      return setUp(output, changed, outputProject, context, prompt);
    }
  }
  const descriptor = named ?? (await askForDescriptor(output, problemWith, prompt));
  const problem = await problemWith(descriptor);
  if (problem !== undefined) {
    terminal.error(`streamalert: ${problem}\n  Nothing was changed.`);
    return 1;
  }
  const destination = await (update ? changeOne : addOne)(
    { output, descriptor, given, prompt },
    outputProject,
  );
  terminal.print(nextSteps(destination, outputProject, context).join('\n'));
  const variable = credentialVariable(service, descriptor);
  if (context.env[variable]?.trim()) {
    terminal.error(`warning: ${variable} is set, and counts in place of what was saved.`);
  }
  return 0;
}

function notThere(service: string, name: string, { destinations }: OutputProject): string {
  const names = destinations.flatMap((each) => (each.service === service ? each.descriptor : []));
  const nearest = nearestName(name, names);
  const what = `${service}:${name} is not there`;
  return nearest === undefined
    ? `${what}; leave out --update to make it`
    : `${what}; did you mean ${nearest}? Leave out --update to make it`;
}

async function askForDescriptor(
  { service }: Output,
  problemWith: (name: string) => Promise<string | undefined>,
  prompt: Prompt | undefined,
): Promise<string> {
  if (prompt === undefined) {
    throw usageError(
      'a descriptor is needed: the name of the destination',
      `For instance: streamalert output set ${service} soc`,
    );
  }
  const text = `a short and unique descriptor for this ${service} output, such as the name of a team`;
  for (;;) {
    const answer = await prompt.ask({ text, isMasked: false });
    if (answer === '') continue;
    const problem = await problemWith(answer);
    if (problem === undefined) return answer;
    prompt.say(`  ${problem}.`);
  }
}
