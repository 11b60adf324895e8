import { join } from 'node:path';
import { z } from 'zod';
import type { CommandContext } from '../command.ts';
import { checkedConfig } from '../checked-project.ts';
import { requireProject } from '../project.ts';
import { editJson, jsonAt } from './edit-json.ts';

export const switchOptions = z.object({
  dynamodbTable: z
    .string()
    .min(3)
    .max(255)
    .optional()
    .describe('table of indicators when deployed on AWS')
    .meta({ value: 'name', aliases: ['dynamodb-table-name'] }),
});

/** The stock file has this where the name of a table belongs; it counts as absent. */
const stockTable = 'table_name';

/** Switches threat intelligence on or off; all else in the file stays as it is. */
export async function switchThreatIntel(
  enabled: boolean,
  { dynamodbTable }: z.infer<typeof switchOptions>,
  context: CommandContext,
): Promise<number> {
  const project = requireProject(context);
  const { terminal } = context;
  const config = await checkedConfig(project);
  const file = join(project.configDir, 'threat_intel.json');
  const written = jsonAt(file, ['dynamodb_table_name']);
  const existing = typeof written === 'string' && written !== '' && written !== stockTable;
  const { prefix } = config.account;
  const table =
    dynamodbTable ?? (existing ? written : `${prefix}_streamalert_threat_intel_downloader`);
  const isNew = jsonAt(file, ['normalized_ioc_types']) === undefined;
  const types = Object.fromEntries(
    Object.entries(usualTypes)
      .map(
        ([type, names]) =>
          [type, names.filter((name) => config.normalizedTypes.has(name))] as const,
      )
      .filter(([, names]) => names.length > 0),
  );
  editJson(file, [
    { path: ['enabled'], value: enabled },
    { path: ['dynamodb_table_name'], value: table },
    ...(isNew ? [{ path: ['normalized_ioc_types'], value: types }] : []),
  ]);
  terminal.print(`  threat intelligence is ${enabled ? 'on' : 'off'} in ${file}; table ${table}`);
  if (!enabled) return 0;
  const without = config.clusters.filter(({ enableThreatIntel }) => !enableThreatIntel);
  if (without.length === config.clusters.length) {
    terminal.print(
      [
        '  No cluster has opted in yet, so nothing is looked up. In the file of a cluster, such as',
        `  ${join(project.configDir, 'clusters', `${without[0]?.name ?? 'prod'}.json`)}, write:  "enable_threat_intel": true`,
      ].join('\n'),
    );
  } else if (without.length > 0) {
    terminal.print(`  Not looked up: records of ${without.map(({ name }) => name).join(', ')}`);
  }
  terminal.print('  Next: streamalert threat-intel import FILE, or feeds in threat_intel.json');
  return 0;
}

/** What a file that says nothing gets, as far as log types have it. */
const usualTypes: Readonly<Record<string, readonly string[]>> = {
  ip: ['ip_address', 'sourceAddress', 'destinationAddress'],
  domain: ['domain', 'destinationDomain'],
  url: ['url'],
  md5: ['file_hash', 'fileHash'],
};
