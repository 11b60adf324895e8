import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { configureDownloader, rateOption } from '../threat-intel/downloader.ts';

const number = (description: string, aliases: readonly string[] = []) =>
  z.int().min(1).optional().describe(description).meta({ aliases });

export const threatIntelDownloaderEnable = defineCommand({
  name: 'threat-intel-downloader enable',
  summary: 'The form of earlier releases of: threat-intel-downloader configure --enable',
  options: z.object({
    interval: rateOption('how often indicators are fetched'),
    timeout: number('seconds of one run'),
    memory: number('megabytes'),
    tableRcu: number('read units of the table', ['table_rcu']),
    tableWcu: number('write units of the table', ['table_wcu']),
  }),
  examples: [
    {
      command: 'streamalert threat-intel-downloader enable --interval "rate(1 day)" --table_rcu 10',
      explanation: 'as scripts of earlier releases say it',
    },
  ],
  run({ interval, timeout, memory, tableRcu, tableWcu }, context) {
    return configureDownloader(
      {
        enabled: true,
        schedule_expression: interval,
        timeout,
        memory,
        table_rcu: tableRcu,
        table_wcu: tableWcu,
      },
      context,
    );
  },
});
