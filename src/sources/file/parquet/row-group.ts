import {
  type ColumnMetaData,
  type DecodedArray,
  flatten,
  parquetSchema,
  type RowGroup,
  type SchemaTree,
} from 'hyparquet';
import { assembleNested } from 'hyparquet/src/assemble.js';
import { readColumn } from 'hyparquet/src/column.js';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { getTreePath } from 'hyparquet/src/schema.js';
import type { RandomAccess } from '../byte-source.ts';
import { checkedColumn, columnsOf } from './checked-column.ts';
import { decompressors } from './decompressors.ts';
import type { ParquetFile } from './open-parquet.ts';
import { valueParsers } from './value-parsers.ts';

/** Some rows of a row group; the end is exclusive. */
export interface Rows {
  readonly start: number;
  readonly end: number;
}

/**
 * The values of a top column for some rows of a row group. Columns are read one after the other, to need little memory,
 * and with the library's own decoders, as its reader leaves errors behind that nobody can catch.
 */
export async function columnValues(
  access: RandomAccess,
  { metadata }: ParquetFile,
  group: RowGroup,
  node: SchemaTree,
  rows: Rows,
): Promise<DecodedArray> {
  const schema = parquetSchema(metadata);
  const name = node.element.name;
  const leaves = columnsOf(group).filter(({ path_in_schema: [top] }) => top === name);
  const read: Leaf[] = [];
  for (const leaf of leaves) {
    const values = leafValues(await checkedColumn(access, leaf), schema, leaf, group, rows);
    read.push({ path: leaf.path_in_schema.join('.'), values });
  }
  const [first] = read;
  if (first === undefined) throw new Error(`the column ${JSON.stringify(name)} is missing`);
  const values = node.children.length === 0 ? first.values : assembled(read, node);
  if (values.length < rows.end - rows.start) {
    const what = `the column ${JSON.stringify(name)} has fewer values than there are rows`;
    throw new Error(what);
  }
  return values;
}

interface Leaf {
  readonly path: string;
  readonly values: DecodedArray;
}

const parsers = { ...DEFAULT_PARSERS, ...valueParsers };

function leafValues(
  bytes: Uint8Array,
  schema: SchemaTree,
  column: ColumnMetaData,
  group: RowGroup,
  { start, end }: Rows,
): DecodedArray {
  const schemaPath = getTreePath(schema, column.path_in_schema);
  const element = schemaPath.at(-1)?.element;
  if (element === undefined) throw new Error('a column that the schema does not have');
  const { data, skipped } = readColumn(
    { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 },
    { groupStart: 0, selectStart: start, selectEnd: end, groupRows: Number(group.num_rows) },
    {
      pathInSchema: column.path_in_schema,
      type: column.type,
      element,
      schemaPath,
      codec: column.codec,
      parsers,
      compressors: decompressors,
      utf8: false,
    },
  );
  return flatten(data).slice(start - skipped, end - skipped);
}

function assembled(leaves: readonly Leaf[], node: SchemaTree): DecodedArray {
  const values = new Map(leaves.map((leaf) => [leaf.path, leaf.values]));
  assembleNested(values, node, parsers);
  const whole = values.get(node.element.name);
  if (whole === undefined) throw new Error('its nested columns do not fit together');
  return whole;
}
