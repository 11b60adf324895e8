import { z } from 'zod';
import { tablesDataDirOption } from './with-table.ts';

export const tableOption = z
  .string()
  .describe('name of the table, as conf/lookup_tables.json has it')
  .meta({ short: 't' });

export const keyOption = z.string().describe('key in the table').meta({ short: 'k' });

/** What every command has that changes one value. */
export const changeOptions = {
  table: tableOption,
  key: keyOption,
  dataDir: tablesDataDirOption,
} as const;
