import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { reasonOf, StreamAlertError } from '../../domain/errors.ts';
import { isJsonObject } from '../../domain/json.ts';
import { outputs } from '../../outputs/index.ts';
import { defineCommand } from '../command.ts';
import { serviceNamed } from '../output/output-project.ts';
import { exampleDestination, skeletonOf } from '../output/skeleton.ts';

const options = z.object({
  services: z
    .array(z.string())
    .default([])
    .describe(
      `services to be in it; all when none is named: ${outputs.map(({ service }) => service).join(', ')}`,
    )
    .meta({ value: 'service', short: 's', aliases: ['service'] }),
  file: z
    .string()
    .default('outputs_to_configure.json')
    .describe('the file that is written')
    .meta({ short: 'f', value: 'path' }),
  force: z.boolean().default(false).describe('also over a file that has been filled in'),
});

export const outputGenerateSkeleton = defineCommand({
  name: 'output generate-skeleton',
  summary: 'Write a file for "output set-from-file", to be filled in',
  description:
    'Each value says what to write in its place. Delete what you do not need, and services you do not use.',
  options,
  examples: [
    {
      command: 'streamalert output generate-skeleton --services slack jira-v2',
      explanation: 'for two services',
    },
    { command: 'streamalert output generate-skeleton', explanation: 'for all of them' },
  ],
  run({ services, file, force }, { cwd, terminal }) {
    const chosen = services.length === 0 ? outputs : [...new Set(services)].map(serviceNamed);
    const path = resolve(cwd, file);
    if (!force && existsSync(path) && !isUntouched(path)) {
      terminal.error(
        `streamalert: ${file} is there and is no untouched skeleton; nothing was written\n  Write over it with --force, or name another file with --file.`,
      );
      return 1;
    }
    try {
      // Credentials will be written into it.
      writeFileSync(path, skeletonOf(chosen), { mode: 0o600 });
    } catch (error) {
      throw new StreamAlertError(
        'INPUT_UNREADABLE',
        `${file} cannot be written (${reasonOf(error)})`,
        { cause: error, hint: 'Name another file with --file.' },
      );
    }
    terminal.print(
      [
        `  ${file} has an example for ${chosen.length} ${chosen.length === 1 ? 'service' : 'services'}.`,
        '',
        '  Next',
        '    fill it in, then      streamalert output set-from-file --file ' + file,
      ].join('\n'),
    );
    return 0;
  },
});

/** Nobody has written anything of his own into it. */
function isUntouched(path: string): boolean {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (!isJsonObject(content)) return false;
    return Object.entries(content).every(([service, list]) => {
      const output = outputs.find((each) => each.service === service);
      const example = output && JSON.stringify([exampleDestination(output)]);
      return JSON.stringify(list) === example;
    });
  } catch {
    // It is something else than a skeleton.
    return false;
  }
}
