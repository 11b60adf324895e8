import type { Column } from './columns.ts';

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Paths are patterns to DuckDB; a folder may have any name. */
const path = (file: string): string => text(file.replace(/[*?[]/g, '[$&]'));
const paths = (files: readonly string[]): string => `[${files.map(path).join(', ')}]`;

const lineColumns = `{log_type: 'VARCHAR', event_time: 'DOUBLE', ingest_time: 'DOUBLE',
  source_service: 'VARCHAR', source_entity: 'VARCHAR', position: 'VARCHAR', record: 'JSON'}`;

/** Instants outside of the years 1 to 9999 do not fit into partition names; the time of arrival stands in. */
const eventTime = `make_timestamp(1000 * CAST(CASE
  WHEN event_time BETWEEN -62135596800000 AND 253402300799999 THEN event_time
  ELSE ingest_time END AS BIGINT))`;

/** The table that staged lines are read into; reading them once serves all log types. */
export const createLines = `CREATE TEMP TABLE lines (log_type VARCHAR, event_time TIMESTAMP,
  ingest_time TIMESTAMP, source_service VARCHAR, source_entity VARCHAR, position VARCHAR, record VARCHAR)`;

/** No line is longer than the largest file. */
export const readLines = (files: readonly string[], bytesMax: number): string =>
  `INSERT INTO lines SELECT log_type, ${eventTime}, make_timestamp(1000 * CAST(ingest_time AS BIGINT)), source_service,
     source_entity, position, record
   FROM read_json(${paths(files)}, format = 'newline_delimited', columns = ${lineColumns},
     maximum_object_size = ${Math.max(bytesMax, lineBytesMin)})`;

/** DuckDB's own default, below which its buffers need not go. */
const lineBytesMin = 16 * 1024 * 1024;

/** Leaves out lines whose record is in one of the files already. */
export const removeKnown = (parquetFiles: readonly string[]): string =>
  `DELETE FROM lines USING (SELECT DISTINCT source_service, source_entity, position
     FROM read_parquet(${paths(parquetFiles)}, union_by_name = true, hive_partitioning = false)) AS known
   WHERE lines.source_service = known.source_service AND lines.source_entity = known.source_entity
     AND lines.position = known.position`;

export const logTypesOfLines = 'SELECT DISTINCT log_type FROM lines ORDER BY log_type';

/** Writes one log type, one file for each hour, below `folder`. */
export function writeLogType(logType: string, columns: readonly Column[], folder: string): string {
  const fields = columns.map(({ field }) => text(pointer(field))).join(', ');
  const values = columns.map(({ name, type }, index) => {
    const value = `fields[${index + 1}]`;
    return `, ${type === 'VARCHAR' ? value : `TRY_CAST(${value} AS ${type})`} AS ${identifier(name)}`;
  });
  // A list of places is found in one reading of the text.
  const extracted = columns.length === 0 ? 'NULL' : `json_extract_string(record, [${fields}])`;
  return `COPY (
      SELECT event_time, ingest_time, source_service, source_entity, position, log_type, record
        ${values.join('')}, strftime(event_time, '%Y-%m-%d-%H') AS dt
      FROM (SELECT *, ${extracted} AS fields FROM lines WHERE log_type = ${text(logType)})
      ORDER BY event_time)
    TO ${text(folder)} (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (dt), FILENAME_PATTERN 'part-{i}')`;
}

/** JSON pointer: unlike a path it can name any key. */
const pointer = (key: string): string => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
