import type { DeclaredField } from '../../adapters/local/history/columns.ts';
import type { Config } from '../../config/config.ts';

/** The declared top-level fields of each log type, which become columns of the history. */
export const historyColumns = ({
  logTypes,
}: Config): ReadonlyMap<string, readonly DeclaredField[]> =>
  new Map(
    logTypes.map(({ name, fields }) => [
      name,
      fields.map((field) => ({ name: field.name, kind: field.type.kind })),
    ]),
  );
