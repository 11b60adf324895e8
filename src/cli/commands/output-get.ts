import { z } from 'zod';
import { credentialVariable, environmentSecrets } from '../../adapters/local/secrets.ts';
import type { Output } from '../../outputs/output.ts';
import type { Credentials } from '../../ports/secrets.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import {
  type OutputProject,
  openOutputProject,
  serviceArgument,
  serviceNamed,
  storeOption,
} from '../output/output-project.ts';
import { propertiesOf } from '../output/properties.ts';
import { mask } from '../output/words.ts';

const options = z.object({
  descriptors: z
    .array(z.string())
    .default([])
    .describe('destinations to show; all but samples when none is named')
    .meta({ short: 'd', aliases: ['descriptor'] }),
  reveal: z.boolean().default(false).describe('show secrets as they are'),
  json: z.boolean().default(false).describe('print JSON alone'),
  store: storeOption,
});

export const outputGet = defineCommand({
  name: 'output get',
  summary: 'Show what is stored for the outputs of a service; secrets only with --reveal',
  description:
    'Exit status: 0 shown, 1 there is no such output or it cannot be read, 2 wrong usage.',
  arguments: z.object({ service: serviceArgument }),
  options,
  examples: [
    { command: 'streamalert output get slack', explanation: 'all of one service' },
    {
      command: 'streamalert output get slack --descriptors soc --reveal',
      explanation: 'one, with its secrets',
    },
  ],
  async run({ service, descriptors, reveal, json, store }, context) {
    const { terminal } = context;
    const output = serviceNamed(service);
    const outputProject = await openOutputProject(context, store);
    const there = outputProject.destinations
      .filter((each) => each.service === service)
      .map(({ descriptor }) => descriptor);
    const unknown = descriptors.filter((name) => !there.includes(name));
    if (there.length === 0 || unknown.length > 0) {
      terminal.error(`streamalert: ${nothingThere(service, there, unknown)}`);
      return 1;
    }
    const asked =
      descriptors.length > 0 ? descriptors : there.filter((name) => !/sample/.test(name));
    const shown = [];
    for (const descriptor of asked) {
      shown.push(await storedOf(output, descriptor, reveal, outputProject, context));
    }
    if (!json) terminal.print(service);
    terminal.print(JSON.stringify(shown, null, 2));
    return 0;
  },
});

function nothingThere(service: string, there: readonly string[], unknown: readonly string[]) {
  if (there.length === 0) {
    return `outputs.json has no ${service}\n  Set one up: streamalert output set ${service}`;
  }
  const names = unknown.map((name) => `${service}:${name}`).join(', ');
  return `outputs.json does not list ${names}\n  There are: ${there.join(', ')}`;
}

/** Sorted by name. A destination without credentials has its descriptor alone, and is told of beside. */
async function storedOf(
  output: Output,
  descriptor: string,
  reveal: boolean,
  { store, keepsEmpty }: OutputProject,
  { env, terminal }: CommandContext,
) {
  const { service } = output;
  const isOpen = Object.keys(output.credentials.shape).length === 0;
  const own = await environmentSecrets(env).credentials(service, descriptor);
  if (own !== undefined) {
    const variable = credentialVariable(service, descriptor);
    terminal.error(`  ${service}:${descriptor} comes from the environment variable ${variable}`);
  }
  const asksStore = own === undefined && (!isOpen || keepsEmpty);
  const stored = own ?? (asksStore ? await store.credentials(service, descriptor) : {});
  if (stored === undefined) {
    terminal.error(
      `  ${service}:${descriptor} has no credentials: streamalert output set ${service} ${descriptor} --update`,
    );
  }
  const values = { ...(stored && (reveal ? stored : masked(output, stored))), descriptor };
  return Object.fromEntries(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** What the definition does not know is taken for a secret. */
function masked(output: Output, stored: Credentials): Credentials {
  const open = propertiesOf(output).flatMap(({ name, isSecret }) => (isSecret ? [] : [name]));
  return Object.fromEntries(
    Object.entries(stored).map(([name, value]) => [name, open.includes(name) ? value : mask]),
  );
}
