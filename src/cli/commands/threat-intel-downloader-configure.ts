import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { usageError } from '../report-error.ts';
import { configureDownloader, rateOption } from '../threat-intel/downloader.ts';

const list = (description: string, short: string) =>
  z.array(z.string().min(1)).optional().describe(description).meta({ short, value: 'name' });

const units = (description: string, short: string) =>
  z.int().min(1).max(40_000).optional().describe(description).meta({ short });

const options = z.object({
  enable: z.boolean().default(false).describe('switch it on').meta({ short: 'e' }),
  disable: z.boolean().default(false).describe('switch it off').meta({ short: 'd' }),
  scheduleExpression: rateOption('how often indicators are fetched').meta({
    short: 's',
    aliases: ['interval'],
  }),
  timeout: z.int().min(1).max(900).optional().describe('seconds of one run').meta({ short: 't' }),
  memory: z.int().min(128).max(10_240).optional().describe('megabytes').meta({ short: 'm' }),
  tableRcu: units('read units of the table', 'r').meta({ aliases: ['table_rcu'] }),
  tableWcu: units('write units of the table', 'w').meta({ aliases: ['table_wcu'] }),
  iocKeys: list('keys of an entry that are kept', 'k'),
  iocFilters: list('parts of names of sources that are kept', 'f'),
  iocTypes: list('types of indicators that are fetched', 'i'),
  excludedSubTypes: list('sub types that are left out', 'x'),
  autoscale: z.boolean().default(false).describe('let the table scale').meta({ short: 'a' }),
  maxReadCapacity: z.int().min(1).optional().describe('most read units when it scales'),
  minReadCapacity: z.int().min(1).optional().describe('fewest read units when it scales'),
  targetUtilization: z
    .int()
    .min(20)
    .max(90)
    .optional()
    .describe('percent of the capacity that is in use')
    .meta({ short: 'u' }),
});

export const threatIntelDownloaderConfigure = defineCommand({
  name: 'threat-intel-downloader configure',
  summary: 'Configure the download of indicators from ThreatStream',
  description: [
    'Writes threat_intel_downloader_config in conf/lambda.json: everything the first time, then only what is given.',
    'On one machine it is fetched by "streamalert start" where threat intelligence is switched on.',
  ].join('\n'),
  options,
  examples: [
    {
      command:
        'streamalert threat-intel-downloader configure --schedule-expression "rate(6 hours)" --ioc-filters crowdstrike',
      explanation: 'four times a day, of one source',
    },
    { command: 'streamalert threat-intel-downloader configure --disable', explanation: 'off' },
  ],
  run(given, context) {
    if (given.enable && given.disable) {
      throw usageError('--enable and --disable together', 'Name one of them.');
    }
    return configureDownloader(
      {
        enabled: given.enable ? true : given.disable ? false : undefined,
        schedule_expression: given.scheduleExpression,
        timeout: given.timeout,
        memory: given.memory,
        table_rcu: given.tableRcu,
        table_wcu: given.tableWcu,
        ioc_keys: given.iocKeys,
        ioc_filters: given.iocFilters,
        ioc_types: given.iocTypes,
        excluded_sub_types: given.excludedSubTypes,
        autoscale: given.autoscale ? true : undefined,
        max_read_capacity: given.maxReadCapacity,
        min_read_capacity: given.minReadCapacity,
        target_utilization: given.targetUtilization,
      },
      context,
    );
  },
});
