import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isStreamAlertError } from '../../domain/errors.ts';
import type { LookupTable } from '../../ports/lookup-tables.ts';
import { type OpenTables, openTables } from '../../runtimes/lookup-tables.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { unknownTableText } from '../../stages/lookup-tables/lookup-tables.ts';
import { checkedConfig } from '../checked-project.ts';
import type { CommandContext } from '../command.ts';
import { dataDirOption } from '../existing-state.ts';
import { resolveProject } from '../project.ts';
import { reportError } from '../report-error.ts';

export const tablesDataDirOption = dataDirOption.describe(
  'folder that holds tables of the driver sqlite, as `start` has it',
);

export interface TablesAccess {
  readonly dataDir: string;
  /** Only who writes may begin a data directory. */
  readonly access: 'read' | 'write';
}

/** Does something with the tables of the project. While they are switched off this fails, in every command. */
export async function withTables(
  { dataDir, access }: TablesAccess,
  context: CommandContext,
  work: (tables: OpenTables) => Promise<number>,
): Promise<number> {
  const { terminal, cwd, env } = context;
  const config = await checkedConfig(resolveProject(context), ['global', 'lookup_tables']);
  if (!config.lookupTables.enabled) {
    terminal.error('streamalert: lookup tables are switched off');
    terminal.error('  Set "enabled": true in conf/lookup_tables.json.');
    return 1;
  }
  const folder = resolve(cwd, dataDir);
  const hasFolder = access === 'write' || existsSync(folder);
  const tables = await openTables({ config, env, ...(hasFolder ? { dataDir: folder } : {}) });
  try {
    return await work(tables);
  } catch (error) {
    if (!isStreamAlertError(error)) throw error;
    reportError(error, terminal, context.debug);
    return 1;
  } finally {
    tables.close();
  }
}

/**
 * Does something with one table; one that is not there is an error, and so is everything that goes wrong with it.
 * `nothing there` is well unless something is wrong with the table.
 */
export function withTable(
  given: TablesAccess & { readonly table: string },
  context: CommandContext,
  work: (table: LookupTable) => Promise<number | 'nothing there'>,
): Promise<number> {
  const { terminal } = context;
  return withTables(given, context, async ({ byName, problems }) => {
    const table = byName.get(given.table);
    if (table === undefined) {
      const names = [...byName.keys()];
      terminal.error(`streamalert: ${cell(unknownTableText(given.table, names, 'enabled'))}`);
      return 1;
    }
    const status = await work(table);
    const wrong = problems.take();
    for (const { reason } of wrong) terminal.error(`  warning  ${cell(reason)}`);
    return status === 'nothing there' ? Number(wrong.length > 0) : status;
  });
}
