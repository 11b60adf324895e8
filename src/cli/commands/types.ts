import { z } from 'zod';
import { configError } from '../../config/format-findings.ts';
import { loadProjectConfig } from '../../runtimes/project-config.ts';
import { defineCommand } from '../command.ts';
import { requireProject } from '../project.ts';
import { areRecordTypesFresh, recordTypesFile, writeRecordTypes } from '../write-record-types.ts';

export const types = defineCommand({
  name: 'types',
  summary: 'Write the TypeScript types of all records, from the schemas',
  description: [
    `Writes ${recordTypesFile} beside conf/, so that a rule which reads a field that its log type does not have is a`,
    'compile error, and one that names a normalised type or a lookup table which there is not. "test" and "start" do it',
    'by themselves.',
    '',
    'Exit status: 0 done or fresh, 1 stale (with --check) or the configuration is not valid.',
  ].join('\n'),
  options: z.object({
    check: z.boolean().default(false).describe('write nothing; say whether the file is fresh'),
  }),
  examples: [
    { command: 'streamalert types', explanation: 'after a change in conf/schemas' },
    { command: 'streamalert types --check', explanation: 'in a build, to find a forgotten run' },
  ],
  async run({ check }, context) {
    const { terminal } = context;
    const project = requireProject(context);
    const { config, findings } = await loadProjectConfig({
      dir: project.configDir,
      include: ['schemas', 'normalized_types', 'lookup_tables'],
    });
    if (config === undefined) throw configError(findings);

    const { root } = project;
    const count = `${config.logTypes.length} log types`;
    if (check && !areRecordTypesFresh(root, config)) {
      terminal.error(`${recordTypesFile} is stale. Write it with: streamalert types`);
      return 1;
    }
    const written = !check && writeRecordTypes(root, config);
    terminal.print(`${recordTypesFile} ${written ? 'written' : 'is fresh'}: ${count}`);
    return 0;
  },
});
