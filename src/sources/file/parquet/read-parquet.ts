import { parquetSchema, type RowGroup } from 'hyparquet';
import { reasonOf } from '../../../domain/errors.ts';
import type { Damage, RandomAccess } from '../byte-source.ts';
import { type DocumentReading, OutgoingDocuments } from '../outgoing-documents.ts';
import type { ReadItem } from '../read-item.ts';
import { columnsOf } from './checked-column.ts';
import { openParquet, type ParquetFile } from './open-parquet.ts';
import { columnValues } from './row-group.ts';
import { keyText, valueWriter } from './row-writer.ts';

/** Values that are held at a time: decoded, each takes some ten bytes and more. */
const valuesAtOnceMax = 8 * 1024 * 1024;
/** The same in bytes, as their pages count them. */
const groupBytesAtOnceMax = 256 * 1024 * 1024;

/** Text from a file that is larger than this by so many times was written to do harm. */
const ratioMax = 10_000;
const ratioFreeBytes = 1024 ** 3;

/** Each row of a Parquet file as one JSON document, row group by row group. */
export async function* readParquet(
  access: RandomAccess,
  reading: DocumentReading,
): AsyncGenerator<ReadItem> {
  let behind = 0;
  const out = new OutgoingDocuments({ bytesOnDisk: () => behind }, reading);
  const file = await openParquet(access).catch(notOpened);
  if ('reason' in file) {
    behind = access.size;
    yield* out.broken(file, undefined);
    return;
  }

  const groups = file.metadata.row_groups;
  let before = 0;
  let written = 0;
  for (const [index, group] of groups.entries()) {
    const rows = Number(group.num_rows);
    behind = Math.floor((access.size * index) / groups.length);
    out.moveTo(behind);
    if (before + rows < reading.firstPosition) out.passOver(rows);
    else {
      try {
        for await (const some of rowsOf(access, file, group)) {
          for (const row of some) {
            written += row.length;
            yield* out.document(row);
          }
          if (written > ratioFreeBytes && written > access.size * ratioMax) {
            yield* out.broken(tooMuch(written), undefined);
            return;
          }
        }
      } catch (error) {
        yield* out.broken(groupDamage(index, rows, error), undefined);
      }
    }
    before += rows;
  }
  behind = access.size;
  out.moveTo(behind);
  yield* out.flush();
}

/** The rows of one row group as JSON, some at a time: waiting for each by itself would take longer than reading it. */
async function* rowsOf(
  access: RandomAccess,
  file: ParquetFile,
  group: RowGroup,
): AsyncGenerator<readonly Uint8Array[]> {
  const count = Number(group.num_rows);
  if (!(count >= 0 && count <= rowsMax)) throw new RangeError(`it claims ${count} rows`);
  const columns = parquetSchema(file.metadata).children.map((node) => ({
    node,
    key: keyText(node.element.name),
    write: valueWriter(node, file.scales),
  }));
  const step = rowsAtOnce(group, count);

  for (let start = 0; start < count; start += step) {
    const rows = { start, end: Math.min(count, start + step) };
    const cells: ((row: number) => string)[] = [];
    for (const { node, key, write } of columns) {
      const values = await columnValues(access, file, group, node, rows);
      cells.push((row) => `${key}:${write(values[row])}`);
    }
    for (let first = 0; first < rows.end - rows.start; first += rowsTogether) {
      const length = Math.min(rowsTogether, rows.end - rows.start - first);
      yield Array.from({ length }, (_, index) => rowText(cells, first + index));
    }
  }
}

const rowsTogether = 512;

function rowText(cells: readonly ((row: number) => string)[], row: number): Uint8Array {
  let text = '';
  for (const cell of cells) text += text === '' ? `{${cell(row)}` : `,${cell(row)}`;
  return Buffer.from(text === '' ? '{}' : `${text}}`);
}

/** A row group that is too much at once is taken in parts, for which its columns are read again each time. */
function rowsAtOnce(group: RowGroup, count: number): number {
  const bytes = columnsOf(group).reduce(
    (sum, column) => sum + Number(column.total_uncompressed_size),
    0,
  );
  const parts = Math.max(
    (count * group.columns.length) / valuesAtOnceMax,
    bytes / groupBytesAtOnceMax,
    1,
  );
  return Math.max(1024, Math.ceil(count / parts));
}

/** No row of a log has no bytes at all, and no row group more bytes than this. */
const rowsMax = 64 * 1024 * 1024;

const notOpened = (error: unknown): Damage => ({
  reason: 'unreadable',
  detail: `a Parquet file that cannot be read: ${reasonOf(error)}. Copy it again from where it came from.`,
});

const groupDamage = (index: number, rows: number, error: unknown): Damage => ({
  reason: 'unreadable',
  detail: `row group ${index + 1} of the Parquet file (${rows} rows) cannot be read further: ${reasonOf(error)}. The others were read. Copy the file again from where it came from, or export it as JSON lines.`,
});

const tooMuch = (bytes: number): Damage => ({
  reason: 'unreadable',
  detail: `the Parquet file unpacks to more than ${ratioMax} times its size; reading stopped after ${bytes} bytes. If it is really a log, export it as JSON lines and read those.`,
});
