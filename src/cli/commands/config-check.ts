import { z } from 'zod';
import { formatFindings } from '../../config/format-findings.ts';
import { loadConfig } from '../../config/load-config.ts';
import type { Finding, FindingLevel } from '../../domain/finding.ts';
import { outputs } from '../../outputs/index.ts';
import { parsers } from '../../parsers/index.ts';
import { defineCommand } from '../command.ts';
import { painter } from '../paint.ts';
import { requireProject } from '../project.ts';

export const configCheck = defineCommand({
  name: 'config check',
  summary: 'Check the configuration and name everything that is wrong with it',
  description: [
    'Reads every file of the configuration directory and changes nothing.',
    '',
    'Exit status: 0 nothing refuses it, 1 something does.',
  ].join('\n'),
  options: z.object({
    json: z.boolean().default(false).describe('print JSON for other programs'),
  }),
  examples: [
    { command: 'streamalert config check', explanation: 'the configuration in ./conf' },
    {
      command: 'streamalert --config-dir conf config check --json',
      explanation: 'another directory, for a program',
    },
  ],
  async run({ json }, context) {
    const { terminal } = context;
    const { configDir } = requireProject(context);
    const { config, findings } = await loadConfig({
      dir: configDir,
      parsers,
      outputServices: outputs,
    });
    const isValid = config !== undefined;
    if (json) {
      terminal.print(JSON.stringify({ valid: isValid, findings }, null, 2));
      return isValid ? 0 : 1;
    }
    const paint = painter(terminal.color);
    const closing = 'Nothing was changed.';
    if (findings.length === 0 && config) {
      const { clusters, logTypes, outputs: destinations } = config;
      terminal.print(
        `${configDir}: ok. ${counted(clusters.length, 'cluster')}, ${counted(logTypes.length, 'log type')}, ${counted(destinations.length, 'output')}.`,
      );
      return 0;
    }
    terminal.print(
      formatFindings(findings, {
        closing,
        paint: (text, as) => (as === 'file' ? paint(text, 'bold') : paint(text, colorOf(as))),
      }),
    );
    return isValid ? 0 : 1;
  },
});

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

const colorOf = (level: FindingLevel): 'red' | 'yellow' | 'dim' => colors[level];

const colors: Readonly<Record<Finding['level'], 'red' | 'yellow' | 'dim'>> = {
  load: 'red',
  build: 'yellow',
  warning: 'yellow',
  migration: 'dim',
};
