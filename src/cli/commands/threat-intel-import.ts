import { basename, resolve } from 'node:path';
import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import { beginImport } from '../../stages/threat-intel/import-items.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption } from '../existing-state.ts';
import { importLines } from '../threat-intel/import-words.ts';
import { fileFormats, readIndicatorFile } from '../threat-intel/read-indicator-file.ts';
import { withIndicators } from '../threat-intel/store.ts';
import { typeOption } from '../threat-intel/types-option.ts';

const options = z.object({
  dataDir: dataDirOption,
  source: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('name under which they are kept; the name of the file when absent'),
  format: z.enum(fileFormats).default('auto').describe('how the files are written'),
  type: typeOption('what every entry is'),
  expiresDays: z
    .int()
    .min(1)
    .max(3650)
    .optional()
    .describe('how long entries count that do not say so; for ever when absent'),
});

export const threatIntelImport = defineCommand({
  name: 'threat-intel import',
  summary: 'Take indicators out of files',
  description: [
    'Reads one value a line (defanged or not), CSV with a header, JSON, STIX 2.1, MISP, ThreatStream, URLhaus, Feodo',
    'Tracker, ThreatFox and CISA KEV, packed with gzip or not. Importing a file again brings its entries up to date.',
    'A running StreamAlert uses them within seconds.',
    '',
    'Exit status: 0 some indicator was taken, 1 none was, 3 a file could not be read.',
  ].join('\n'),
  arguments: z.object({
    file: z.array(z.string()).min(1).describe('files of indicators; - is standard input'),
  }),
  options,
  examples: [
    {
      command:
        'streamalert threat-intel import iocs.txt --source red-cross-report --expires-days 90',
      explanation: 'a list out of a report, for three months',
    },
    {
      command: 'streamalert threat-intel import report.stix.json blocklist.csv.gz',
      explanation: 'formats are found out',
    },
  ],
  async run(given, { cwd, terminal }) {
    const { file: files, dataDir, source, format, type, expiresDays = null } = given;
    const read = files.map((path) => ({
      path,
      ...readIndicatorFile(path === '-' ? path : resolve(cwd, path), format),
    }));
    return withIndicators(cwd, dataDir, (store) => {
      const now = systemClock.now();
      let taken = 0;
      for (const { path, parsed, format: found } of read) {
        const feed = source ?? (path === '-' ? 'standard input' : basename(path));
        const importing = beginImport(store, { feed, expiresDays, types: [], now });
        const items =
          type === undefined ? parsed.items : parsed.items.map((item) => ({ ...item, type }));
        importing.add(items, parsed.skipped);
        taken += importing.report.taken + importing.report.withdrawn;
        const lines = importLines(`${path} (${found.name})`, importing.report, importing.skipped());
        terminal.print(lines.join('\n'));
      }
      terminal.print(`  ${store.count().toLocaleString('en-US')} indicators in ${dataDir}`);
      return taken > 0 ? 0 : 1;
    });
  },
});
