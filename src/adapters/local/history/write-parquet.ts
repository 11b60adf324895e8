import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Column, sanitizeName } from './columns.ts';
import {
  createLines,
  logTypesOfLines,
  readLines,
  removeKnown,
  writeLogType,
} from './statements.ts';

export interface ParquetJob {
  /** Staged files, and the size of the largest. */
  readonly files: readonly string[];
  readonly fileBytesMax: number;
  /** Staged files whose batch may be in the history already, and the Parquet files it would be in. */
  readonly repeated: readonly string[];
  readonly known: readonly string[];
  readonly columns: ReadonlyMap<string, readonly Column[]>;
  /** Emptied first; what is written stands here until it is moved. */
  readonly folder: string;
}

/** A Parquet file and where it belongs below the history's folder. */
export interface WrittenFile {
  readonly from: string;
  readonly to: string;
}

/** Enough for usual batches; what does not fit is spilled to disk. */
const memoryBytesMin = 256 * 1024 * 1024;

/** DuckDB holds a long line several times over, in buffers that only grow by doubling. */
const memoryPerLineByte = 16;

const settings = ({ folder, fileBytesMax }: ParquetJob) => ({
  // Detection has the cores; the history follows behind.
  threads: '1',
  memory_limit: `${memoryBytesMin + memoryPerLineByte * fileBytesMax}B`,
  temp_directory: join(folder, 'spill'),
  // Extensions would be fetched from the network; JSON and Parquet are built in.
  autoinstall_known_extensions: 'false',
});

/** Turns staged lines into Parquet files, one for each log type and hour. */
export async function writeParquet(job: ParquetJob): Promise<readonly WrittenFile[]> {
  rmSync(job.folder, { recursive: true, force: true });
  mkdirSync(job.folder, { recursive: true, mode: 0o700 });
  // Loading DuckDB takes longer than starting up may, and a run without history never needs it.
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const database = await DuckDBInstance.create(':memory:', settings(job));
  try {
    const connection = await database.connect();
    try {
      await readStaged((sql) => connection.run(sql), job);
      const rows = (await connection.runAndReadAll(logTypesOfLines)).getRows();
      const written: WrittenFile[] = [];
      for (const [index, [logType]] of rows.entries()) {
        const name = String(logType);
        const folder = join(job.folder, String(index));
        await connection.run(writeLogType(name, job.columns.get(name) ?? [], folder));
        written.push(...writtenFiles(folder, sanitizeName(name)));
      }
      return written;
    } finally {
      connection.closeSync();
    }
  } finally {
    database.closeSync();
  }
}

async function readStaged(
  run: (sql: string) => Promise<unknown>,
  { files, fileBytesMax, repeated, known }: ParquetJob,
) {
  await run(createLines);
  if (repeated.length > 0) await run(readLines(repeated, fileBytesMax));
  if (repeated.length > 0 && known.length > 0) await run(removeKnown(known));
  if (files.length > 0) await run(readLines(files, fileBytesMax));
}

/** Names are never used twice, so that moving a file in place cannot replace another. */
function writtenFiles(folder: string, table: string): readonly WrittenFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.parquet'))
    .map((file) => {
      const [partition = ''] = file.split(/[\\/]/);
      const name = `${randomBytes(8).toString('hex')}.parquet`;
      return { from: join(folder, file), to: join(table, partition, name) };
    });
}
