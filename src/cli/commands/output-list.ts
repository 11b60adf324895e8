import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { openOutputProject, serviceNamed } from '../output/output-project.ts';

const options = z.object({
  service: z
    .array(z.string())
    .default([])
    .describe('services to list; all when none is named')
    .meta({ short: 's', aliases: ['services'] }),
  json: z.boolean().default(false).describe('print JSON'),
});

export const outputList = defineCommand({
  name: 'output list',
  summary: 'The outputs of conf/outputs.json, as rules name them',
  options,
  examples: [
    { command: 'streamalert output list', explanation: 'all of them' },
    { command: 'streamalert output list --service slack', explanation: 'of one service' },
  ],
  async run({ service: asked, json }, context) {
    const { terminal } = context;
    // A misspelt name would look like a service without outputs.
    for (const name of asked) serviceNamed(name);
    const { destinations, file } = await openOutputProject(context, 'file');
    const shown = destinations.filter(
      ({ service }) => asked.length === 0 || asked.includes(service),
    );
    if (json) {
      terminal.print(JSON.stringify(shown, null, 2));
      return 0;
    }
    if (shown.length === 0) {
      terminal.print(`  ${file} lists none. Set one up: streamalert output set slack`);
      return 0;
    }
    terminal.print(`Outputs in ${file}:`);
    for (const service of new Set(shown.map((each) => each.service))) {
      const own = shown.filter((each) => each.service === service);
      terminal.print(own.map(({ descriptor }) => `\t${service}:${descriptor}`).join('\n'));
      terminal.print('');
    }
    return 0;
  },
});
