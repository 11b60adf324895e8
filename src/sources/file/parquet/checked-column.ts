import type { ColumnMetaData, RowGroup } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import type { RandomAccess } from '../byte-source.ts';
import { pageBytesMax } from './decompressors.ts';

/** Values of one column in one row group, nested ones counted: the writers' default is a million rows at most. */
const valuesMax = 64 * 1024 * 1024;

/** A column of a row group, packed: the writers' default for all columns together is 128 MiB. */
const columnBytesMax = 512 * 1024 * 1024;

/** The columns of a row group, those that can be read. */
export const columnsOf = ({ columns }: RowGroup): readonly ColumnMetaData[] =>
  columns.map(({ meta_data: column, file_path: file }) => {
    if (file !== undefined) throw new Error('its columns lie in another file');
    if (column === undefined) throw new Error('a column is encrypted');
    return column;
  });

/**
 * The bytes of a column of a row group, after a look at what its pages say of themselves: one of a few bytes may claim
 * more values than there is memory.
 */
export async function checkedColumn(
  access: RandomAccess,
  column: ColumnMetaData,
): Promise<Uint8Array> {
  const size = Number(column.total_compressed_size);
  const start = Number(column.dictionary_page_offset || column.data_page_offset);
  if (!(size >= 0 && start >= 0 && start + size <= access.size)) {
    throw new RangeError(`a column from byte ${start} on with ${size} bytes`);
  }
  if (size > columnBytesMax) {
    throw new RangeError(`a column of ${size} bytes, where ${columnBytesMax} are allowed`);
  }
  // In a buffer of its own: numbers are taken from it without copying, and have to lie where they may.
  const bytes = (await access.read(start, start + size)).slice();
  if (bytes.length !== size) throw new RangeError('the file ended while it was read');
  checkPages(bytes);
  return bytes;
}

function checkPages(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reader = { view, offset: 0 };
  let values = 0;
  while (reader.offset < bytes.length - 1) {
    const header = parquetHeader(reader);
    const size = header.uncompressed_page_size;
    if (!(size >= 0 && size <= pageBytesMax)) throw new RangeError(`a page of ${size} bytes`);
    if (!(header.compressed_page_size >= 0)) throw new RangeError('a page of no size');
    reader.offset += header.compressed_page_size;
    const data = header.data_page_header ?? header.data_page_header_v2;
    const count = data?.num_values ?? header.dictionary_page_header?.num_values ?? 0;
    if (!(count >= 0)) throw new RangeError(`a page of ${count} values`);
    values += count;
    if (values > valuesMax) throw new RangeError(`a column of ${values} values in one row group`);
  }
}
