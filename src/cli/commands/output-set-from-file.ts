import { resolve } from 'node:path';
import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { readDestinations } from '../output/destinations-file.ts';
import { openOutputProject, storeOption } from '../output/output-project.ts';
import { saveDestinations } from '../output/save.ts';

const options = z.object({
  file: z
    .string()
    .default('outputs_to_configure.json')
    .describe('JSON: service → list of maps with descriptor and properties')
    .meta({ short: 'f', value: 'path' }),
  update: z
    .boolean()
    .default(false)
    .describe('destinations that are there get the values of the file')
    .meta({ short: 'u' }),
  store: storeOption,
});

export const outputSetFromFile = defineCommand({
  name: 'output set-from-file',
  summary: 'Set up many outputs out of one file: all of them, or none',
  description: [
    'Everything in the file is checked before anything is saved; what is wrong is named by service, index',
    'and property.',
    'The file holds credentials in clear text: delete it afterwards.',
    '',
    'Exit status: 0 saved, 1 not saved and nothing was changed, 2 wrong usage.',
  ].join('\n'),
  options,
  examples: [
    {
      command: 'streamalert output generate-skeleton --services slack pagerduty-v2',
      explanation: 'a file to fill in',
    },
    { command: 'streamalert output set-from-file', explanation: 'save what it says' },
  ],
  async run({ file, update, store }, context) {
    const { terminal, cwd } = context;
    const outputProject = await openOutputProject(context, store);
    const destinations = readDestinations(resolve(cwd, file), file);
    await saveDestinations(async () => destinations, outputProject, { isUpdate: update });
    const services = [...new Set(destinations.map(({ service }) => service))];
    for (const service of services) {
      const own = destinations.filter((each) => each.service === service);
      const names = own.map(({ descriptor }) => descriptor).join(', ');
      terminal.print(`  ${service}: ${own.length} saved (${names})`);
    }
    terminal.print(
      [
        '',
        '  Next',
        '    send test alerts      streamalert output verify --all',
        `    delete the file       rm ${file}    (it holds credentials in clear text)`,
      ].join('\n'),
    );
    return 0;
  },
});
