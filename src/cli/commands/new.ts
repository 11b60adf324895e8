import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { configError } from '../../config/format-findings.ts';
import { loadConfig } from '../../config/load-config.ts';
import { outputs } from '../../outputs/index.ts';
import { parsers } from '../../parsers/index.ts';
import { defineCommand } from '../command.ts';
import { writeProject } from '../new-project.ts';
import { usageError } from '../report-error.ts';
import { writeRecordTypes } from '../write-record-types.ts';

export const newProject = defineCommand({
  name: 'new',
  summary: 'Begin a project of your own: conf/, rules/, editor and CI settings',
  description: [
    'Writes configuration, the schemas of known vendors, one rule with its test events, and the settings with which',
    'an editor completes and checks them. Needs an empty folder, or a name for a new one.',
  ].join('\n'),
  arguments: z.object({
    directory: z.string().min(1).describe('the folder to make, or an empty one'),
  }),
  examples: [
    { command: 'streamalert new my-detections', explanation: 'makes the folder my-detections' },
  ],
  async run({ directory }, context) {
    const { terminal, cwd, packageRoot, version } = context;
    const path = resolve(cwd, directory);
    refuseUnlessEmpty(path, directory);
    const files = writeProject({ directory: path, packageRoot, version });
    const { config, findings } = await loadConfig({
      dir: join(path, 'conf'),
      parsers,
      outputServices: outputs,
    });
    if (config === undefined) throw configError(findings);
    writeRecordTypes(path, config);

    terminal.print(
      [
        `${directory}: ${files.length} files, ${config.logTypes.length} log types, 1 rule.`,
        '',
        'Next',
        ...buildFirst(packageRoot),
        `  cd ${shellWord(directory)} && npm install`,
        '  npx streamalert test --watch     run the rule on its events, again on every save',
        '  npx streamalert rules new NAME --log-type TYPE     begin a rule of your own, with its events',
        '  npx streamalert scan ./logs      look through files of logs',
        '  npx streamalert start            take logs in and deliver alerts',
      ].join('\n'),
    );
    return 0;
  },
});

/** A checkout has no types to offer before it is built. */
const buildFirst = (packageRoot: string): readonly string[] =>
  existsSync(join(packageRoot, 'dist', 'index.d.ts'))
    ? []
    : [
        `  npm --prefix ${shellWord(packageRoot)} run build     make the types that rules are checked with`,
      ];

function refuseUnlessEmpty(path: string, shown: string): void {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    throw usageError(`"${shown}" is a file`, 'Name a folder that does not exist yet.');
  }
  const [first] = readdirSync(path).filter((name) => name !== '.git');
  if (first === undefined) return;
  throw usageError(
    `"${shown}" is not empty (it holds ${first} …)`,
    'Name a folder that does not exist yet, or empty this one. Nothing was written.',
  );
}

/** As a shell takes it. */
const shellWord = (text: string): string =>
  /^[\w./~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
