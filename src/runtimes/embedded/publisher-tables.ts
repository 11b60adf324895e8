import { StreamAlertError } from '../../domain/errors.ts';
import type { Lookups } from '../../domain/lookups.ts';
import type { AnyPublisher } from '../../domain/publication.ts';
import { lookupsIn } from '../../stages/lookup-tables/lookups-in.ts';
import { type LookupTableOptions, openLookupTables } from '../lookup-tables.ts';

/** The lookup tables of publishers, which run on the main thread. */
export interface PublisherTables {
  readonly lookups: Lookups;
  /** Reads again what is older than it may be, and tells what went wrong. */
  tend(): Promise<void>;
  close(): void;
}

/**
 * Tables are in memory here only where a publisher takes them as its third argument. One that comes to them in another
 * way fails at first, which starts the reading, and is tried again as every delivery that fails.
 */
export async function publisherTables(
  publishers: readonly AnyPublisher[],
  options: LookupTableOptions,
  onTrouble: (error: unknown) => void,
): Promise<PublisherTables> {
  const tables = await openLookupTables(options);
  const isWanted = publishers.some(({ publish }) => publish.length > 2);
  const tend = async () => {
    if (isWanted) await tables.refresh();
    for (const { table, reason } of tables.takeProblems()) {
      onTrouble(
        new StreamAlertError('STATE_UNAVAILABLE', `lookup table ${table}: ${reason}`, {
          hint: 'Publishers are concerned; the table is read again by itself.',
        }),
      );
    }
  };
  await tend();
  return { lookups: lookupsIn(tables), tend, close: () => tables.close() };
}
