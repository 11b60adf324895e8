import { type FileMetaData, parquetMetadata, type SchemaElement } from 'hyparquet';
import { reasonOf } from '../../../domain/errors.ts';
import type { Damage, RandomAccess } from '../byte-source.ts';
import { hostileKey, standInKey, valueParsers } from './value-parsers.ts';

export interface ParquetFile {
  readonly metadata: FileMetaData;
  /** How many digits of a column's numbers stand behind the point. */
  readonly scales: ReadonlyMap<SchemaElement, number>;
}

/** The index at the end names every column of every row group: a file of a terabyte has some megabytes of it. */
const indexBytesMax = 64 * 1024 * 1024;

/** The length of the index and the closing mark. */
const tailBytes = 8;

/** Reads the index at the end of the file. */
export async function openParquet(access: RandomAccess): Promise<ParquetFile | Damage> {
  const { size } = access;
  if (size < 12) return damaged('it is cut off');
  const tail = Buffer.from(await access.read(size - tailBytes, size));
  const mark = tail.toString('latin1', 4);
  if (mark === 'PARE') return damaged('its index is encrypted; decrypt it first');
  if (mark !== 'PAR1') return damaged('it does not end as Parquet files do: it is cut off');
  const indexBytes = tail.readUInt32LE(0);
  if (indexBytes > size - tailBytes) return damaged('its index does not lie in the file');
  if (indexBytes > indexBytesMax) {
    return damaged(`its index has ${indexBytes} bytes, where ${indexBytesMax} are allowed`);
  }
  try {
    const index = await access.read(size - tailBytes - indexBytes, size);
    return prepared(parquetMetadata(index.slice(), { parsers: valueParsers, geoparquet: false }));
  } catch (error) {
    return damaged(`its index cannot be read (${reasonOf(error)})`);
  }
}

/**
 * Takes conversions off columns that would lose something: decimals become doubles otherwise, and intervals and
 * geometries are refused. What they are is kept for whoever writes them.
 */
function prepared(metadata: FileMetaData): ParquetFile {
  const scales = new Map<SchemaElement, number>();
  for (const element of metadata.schema) {
    const { converted_type: converted, logical_type: logical } = element;
    if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
      const scale = element.scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0);
      scales.set(element, scale);
    }
    if (converted === 'DECIMAL' || converted === 'INTERVAL' || converted === 'BSON') {
      delete element.converted_type;
    }
    if (logical !== undefined && dropped.has(logical.type)) delete element.logical_type;
    if (element.name === hostileKey) element.name = standInKey;
  }
  for (const { columns } of metadata.row_groups) {
    for (const { meta_data: column } of columns) {
      if (column === undefined || !column.path_in_schema.includes(hostileKey)) continue;
      const path = column.path_in_schema.map((name) => (name === hostileKey ? standInKey : name));
      column.path_in_schema = path;
    }
  }
  return { metadata, scales };
}

const dropped: ReadonlySet<string> = new Set(['DECIMAL', 'GEOMETRY', 'GEOGRAPHY', 'BSON']);

const damaged = (what: string): Damage => ({
  reason: 'unreadable',
  detail: `a Parquet file that cannot be read: ${what}. Copy it again from where it came from, or export it as JSON lines.`,
});
