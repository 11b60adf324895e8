import { z } from 'zod';
import { verdictOf } from '../../config/check-for-build.ts';
import type { Config } from '../../config/config.ts';
import { formatFindings } from '../../config/format-findings.ts';
import { isAlertArchive } from '../../config/outputs.ts';
import type { FindingLevel } from '../../domain/finding.ts';
import { loadProjectConfig } from '../../runtimes/project-config.ts';
import { defineCommand } from '../command.ts';
import { painter } from '../paint.ts';
import { requireProject } from '../project.ts';

export const configCheck = defineCommand({
  name: 'config check',
  summary: 'Check the configuration and name everything that is wrong with it',
  description: [
    'Reads every file of the configuration directory and changes nothing.',
    '',
    'error     refuses the configuration',
    'build     refuses only commands that make infrastructure; everything else works',
    'warning   is worth a look',
    'old form  is read as before, and says what to write now',
    '',
    'Exit status: 0 nothing refuses it, 1 something does; with --build, what refuses a build counts as well. 2 there ' +
      'is no configuration to check.',
  ].join('\n'),
  options: z.object({
    build: z.boolean().default(false).describe('fail also on what refuses only a build'),
    json: z
      .boolean()
      .default(false)
      .describe('print JSON for other programs (docs/reference/config-check.schema.json)'),
  }),
  examples: [
    { command: 'streamalert config check', explanation: 'the configuration in ./conf' },
    { command: 'streamalert config check --build', explanation: 'before infrastructure is made' },
    {
      command: 'streamalert --config-dir conf config check --json',
      explanation: 'another directory, for a program',
    },
  ],
  async run({ build, json }, context) {
    const { terminal } = context;
    const { configDir } = requireProject(context);
    const { config, findings } = await loadProjectConfig({ dir: configDir });
    const verdict = verdictOf(findings);
    const status = verdict === 'refused' || (build && verdict === 'refused for build') ? 1 : 0;
    if (json) {
      const [valid, buildable] = [verdict !== 'refused', verdict === 'sound'];
      const report = { version: 1, dir: configDir, valid, buildable, findings };
      terminal.print(JSON.stringify(report, null, 2));
      return status;
    }
    if (findings.length === 0 && config) {
      terminal.print(`${configDir}: ok. ${summaryOf(config)}.`);
      return status;
    }
    const paint = painter(terminal.color);
    terminal.print(
      formatFindings(findings, {
        closing: 'Nothing was changed.',
        paint: (text, as) => paint(text, as === 'file' ? 'bold' : colors[as]),
      }),
    );
    return status;
  },
});

/** How much there is, so that a directory that is not the one that was meant is noticed. */
function summaryOf({ clusters, logTypes, outputs: destinations }: Config): string {
  const own = destinations.filter((destination) => !isAlertArchive(destination));
  return [
    counted(clusters.length, 'cluster'),
    counted(logTypes.length, 'log type'),
    counted(own.length, 'output'),
  ].join(', ');
}

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

const colors: Readonly<Record<FindingLevel, 'red' | 'yellow' | 'dim'>> = {
  load: 'red',
  build: 'yellow',
  warning: 'yellow',
  migration: 'dim',
};
