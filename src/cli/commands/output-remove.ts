import { z } from 'zod';
import { loadContent } from '../../adapters/local/content-loader.ts';
import { reasonOf } from '../../domain/errors.ts';
import { checkedConfig, locationsOf } from '../checked-project.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import {
  type OutputProject,
  openOutputProject,
  serviceArgument,
  storeOption,
} from '../output/output-project.ts';
import { removeDestination } from '../output/save.ts';
import { processPrompt } from '../prompt.ts';

export const outputRemove = defineCommand({
  name: 'output remove',
  summary: 'Take an output away: its name in conf/outputs.json, and its credentials',
  description: [
    'Asks before it does, and names the rules that still send there: their alerts would not get there any more.',
    '',
    'Exit status: 0 removed, 1 not removed, 2 wrong usage.',
  ].join('\n'),
  arguments: z.object({
    service: serviceArgument,
    descriptor: z.string().describe('the name of the destination'),
  }),
  options: z.object({
    yes: z.boolean().default(false).describe('do not ask'),
    store: storeOption,
  }),
  examples: [
    { command: 'streamalert output remove slack soc', explanation: 'after asking' },
    { command: 'streamalert output remove slack soc --yes', explanation: 'in a script' },
  ],
  async run({ service, descriptor, yes, store }, context) {
    const { terminal } = context;
    const outputProject = await openOutputProject(context, store);
    const name = `${service}:${descriptor}`;
    const isOf = (each: { service: string; descriptor: string }) =>
      each.service === service && each.descriptor === descriptor;
    const isThere =
      outputProject.destinations.some(isOf) || (await outputProject.store.list()).some(isOf);
    if (!isThere) {
      terminal.error(
        `streamalert: there is no output ${name}\n  See what there is: streamalert output list`,
      );
      return 1;
    }
    for (const line of await rulesNaming(name, outputProject, context)) terminal.error(line);
    if (!yes && !(await isAgreed(name, outputProject))) {
      terminal.error('Nothing was removed.');
      return 1;
    }
    const { wasListed, hadCredentials } = await removeDestination(
      { service, descriptor },
      outputProject,
    );
    const parts = [
      ...(wasListed ? [`from ${outputProject.file}`] : []),
      ...(hadCredentials ? [`its credentials from ${outputProject.store.place}`] : []),
    ];
    const { place } = outputProject.store;
    const none = hadCredentials ? '' : `; there were no credentials in ${place}`;
    terminal.print(`  ${name} is removed: ${parts.join(', ') || 'it was gone already'}${none}`);
    return 0;
  },
});

async function isAgreed(name: string, { file, store }: OutputProject): Promise<boolean> {
  const prompt = processPrompt('answer with --yes.');
  try {
    return await prompt.askYesOrNo(
      `Remove ${name} from ${file}, and its credentials from ${store.place}?`,
    );
  } finally {
    prompt.close();
  }
}

const rulesShownMax = 20;

/** A rule that names it keeps working, but its alerts do not get there. */
async function rulesNaming(
  name: string,
  { project }: OutputProject,
  { terminal }: CommandContext,
): Promise<readonly string[]> {
  try {
    const config = await checkedConfig(project);
    const { rules } = await loadContent(locationsOf(project), {
      logTypes: new Set(config.logTypes.map((each) => each.name)),
      outputs: undefined,
      normalizedTypes: config.normalizedTypes,
    });
    const naming = rules.filter(({ outputs }) => outputs.includes(name)).map((rule) => rule.name);
    if (naming.length === 0) return [];
    const more = naming.length - rulesShownMax;
    return [
      `warning: ${naming.length === 1 ? 'a rule sends' : `${naming.length} rules send`} alerts to ${name}:`,
      ...naming.slice(0, rulesShownMax).map((rule) => `  ${rule}`),
      ...(more > 0 ? [`  and ${more} more`] : []),
    ];
  } catch (error) {
    terminal.error(
      `warning: the rules could not be looked through (${reasonOf(error).split('\n')[0]})`,
    );
    return [];
  }
}
