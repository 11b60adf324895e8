import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tableDatabaseName } from '../../adapters/local/lookup-tables/table-database.ts';

/** The data directory when tables are kept in it; a scan begins none. */
export function keptTables(cwd: string, dataDir: string): { readonly dataDir?: string } {
  const folder = resolve(cwd, dataDir);
  return existsSync(join(folder, tableDatabaseName)) ? { dataDir: folder } : {};
}
