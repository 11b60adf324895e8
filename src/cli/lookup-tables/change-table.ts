import { stringifyJson } from '../../domain/exact-json.ts';
import type { ChangeValue } from '../../ports/lookup-tables.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import type { CommandContext } from '../command.ts';
import { withTable } from './with-table.ts';

/** Tables that forget what they are given when the command ends. */
const forgetful: Readonly<Record<string, string>> = {
  null: 'its driver "null" keeps nothing',
  ephemeral: 'its driver "ephemeral" keeps it in the memory of one process, and this one ends now',
};

/** Changes one value and prints `old --> new`. */
export function changeTable(
  given: { readonly table: string; readonly key: string; readonly dataDir: string },
  context: CommandContext,
  to: ChangeValue,
): Promise<number> {
  const { terminal } = context;
  return withTable({ ...given, access: 'write' }, context, async (table) => {
    const why = forgetful[table.driver];
    if (why !== undefined) {
      terminal.error(`streamalert: nothing can be written to "${given.table}": ${why}`);
      terminal.error('  Choose another driver for it in conf/lookup_tables.json.');
      return 1;
    }
    const { before, after, outcome } = await table.change(given.key, to);
    terminal.print(cell(`${stringifyJson(before ?? null)} --> ${stringifyJson(after)}`));
    if (outcome === 'unchanged') terminal.error('  It was there already: nothing was written.');
    return 0;
  });
}
