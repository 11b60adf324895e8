import type { JsonValue } from '../../domain/json.ts';
import type { TableHistory } from '../../ports/lookup-tables.ts';
import { readTable, type TableFormat } from './decode-table.ts';

/** What tables held before, ready to be asked. */
export interface PastVersions {
  readonly history: TableHistory;
  /** Undefined when the version is not kept any more. */
  contentOf(table: string, fingerprint: string): ReadonlyMap<string, JsonValue> | undefined;
}

/** Versions in memory, by the size of their text: enough for a replay in which many times are mixed. */
const bytesInMemoryMax = 128 * 1024 * 1024;

type Content = ReadonlyMap<string, JsonValue>;

/** Versions are read from the disk when they are asked for; those that were asked last stay in memory. */
export function pastVersions(history: TableHistory): PastVersions {
  const recent = new Map<string, { readonly content: Content; readonly bytes: number }>();
  let bytes = 0;
  return {
    history,
    contentOf(table, fingerprint) {
      const key = JSON.stringify([table, fingerprint]);
      const known = recent.get(key);
      if (known !== undefined) {
        recent.delete(key);
        recent.set(key, known);
        return known.content;
      }
      const version = history.version(table, fingerprint);
      if (version === undefined) return undefined;
      // It was written as the text of a format and read with it before it was recorded.
      const { content } = readTable(version.bytes, JSON.parse(version.format) as TableFormat);
      recent.set(key, { content, bytes: version.bytes.byteLength });
      bytes += version.bytes.byteLength;
      for (const [oldest, held] of recent) {
        if (bytes <= bytesInMemoryMax || oldest === key) break;
        recent.delete(oldest);
        bytes -= held.bytes;
      }
      return content;
    },
  };
}
