import type { Batch, BatchResult } from '../../domain/batch.ts';
import { emptyTally } from '../../domain/batch.ts';
import type { Origin } from '../../domain/record.ts';
import type { Clock } from '../../ports/clock.ts';
import { type FoundFile, findFiles } from '../../sources/file/find-files.ts';
import type { ReadItem } from '../../sources/file/read-item.ts';
import { inOrder } from './detection/in-order.ts';
import { batchesAhead, openDetectionPool } from './detection/pool.ts';
import type { DetectionSetup } from './detection/setup.ts';
import { readFile } from './inputs/read-logs.ts';
import { scanGathering } from './scan-gathering.ts';
import type { ScanOutcome } from './scan-report/scan-outcome.ts';

export interface Scan {
  /** Files and folders; `-` is standard input. */
  readonly paths: readonly string[];
  readonly setup: DetectionSetup;
  readonly workers: number;
  readonly clock: Clock;
  /** Called after each batch, in the order of reading. */
  readonly onProgress?: (progress: ScanProgress) => void;
  /** Stops reading; what was read until then is in the outcome. */
  readonly signal?: AbortSignal;
}

export interface ScanProgress {
  readonly bytesDone: number;
  readonly bytesTotal: number;
  /** Decompressed bytes, for the rate. */
  readonly bytesRead: number;
  readonly alerts: number;
}

interface ScanItem {
  readonly file: FoundFile;
  readonly read: ReadItem;
  /** Bytes on disk of this file and those before it that are behind us. */
  readonly bytesDone: number;
}

/** Reads files, classifies every record in them and runs the rules: no state, no outputs, nothing to set up. */
export async function runScan(scan: Scan): Promise<ScanOutcome> {
  const began = scan.clock.now();
  const { files, problems, leftOut } = await findFiles(scan.paths);
  const documentPaths = new Set<string>();
  const bytesTotal = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const gathering = scanGathering();
  const pool = await openDetectionPool(scan.setup, scan.workers);

  try {
    const detect = (item: ScanItem): Promise<BatchResult> => detectItem(item, scan.clock, pool);
    const results = inOrder(scanItems(files, scan.signal), detect, batchesAhead(scan.workers));
    for await (const { item, result } of results) {
      gathering.add(result);
      const { read, file } = item;
      if (read.kind === 'batch' && read.batch.framing !== 'lines') documentPaths.add(file.path);
      const { bytes, alerts } = gathering.soFar();
      scan.onProgress?.({ bytesDone: item.bytesDone, bytesTotal, bytesRead: bytes, alerts });
    }
  } finally {
    await pool.close();
  }
  const seconds = (scan.clock.now() - began) / 1000;
  return gathering.outcome({ seconds, files: files.length, problems, leftOut, documentPaths });
}

async function* scanItems(
  files: readonly FoundFile[],
  signal: AbortSignal | undefined,
): AsyncGenerator<ScanItem> {
  let bytesBefore = 0;
  for (const file of files) {
    for await (const read of readFile(file.path)) {
      if (signal?.aborted === true) return;
      yield { file, read, bytesDone: bytesBefore + read.bytesOnDisk };
    }
    bytesBefore += file.bytes;
  }
}

async function detectItem(
  { file, read }: ScanItem,
  clock: Clock,
  pool: { detect(batch: Batch): Promise<BatchResult> },
): Promise<BatchResult> {
  const origin: Origin = {
    service: 'file',
    resource: 'scan',
    cluster: null,
    delivery: file.path,
  };
  const receivedAt = clock.now();
  if (read.kind === 'batch') return pool.detect({ ...read.batch, origin, receivedAt });

  const { position, reason, detail, bytes, raw } = read;
  return {
    origin,
    tally: { ...emptyTally(), records: 1, quarantined: 1, bytes },
    alerts: [],
    quarantined: [{ origin, position, reason, detail, nearest: null, raw, bytes, receivedAt }],
    ruleFailures: [],
    history: undefined,
  };
}
