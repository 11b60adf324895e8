import { closeSync, openSync, readSync } from 'node:fs';
import type { Sample } from '../../schema-tools/inference.ts';
import { recognise } from '../../sources/file/content.ts';
import { type FoundFile, findFiles } from '../../sources/file/find-files.ts';
import { readFile as readLogs } from '../../runtimes/embedded/inputs/read-logs.ts';
import { forEachPayload } from '../../sources/file/split-payloads.ts';

/** A sample with where it stands. */
export interface PlacedSample extends Sample {
  readonly path: string;
  /** Line, or ordinal of the document, 1-based; in the middle of a large file not known. */
  readonly position: number | undefined;
}

export interface Samples {
  readonly samples: readonly PlacedSample[];
  /** What was read, file by file, in words. */
  readonly read: readonly string[];
  /** What could not be read, in words. */
  readonly problems: readonly string[];
  /** Whether there is more in the files than was read. */
  readonly isPart: boolean;
}

/** What the samples of all files together may have, so that files of any size are read in the same memory. */
const bytesMax = 32 * 1024 * 1024;
/** Enough for many documents, little enough to stop soon. */
const batchBytes = 256 * 1024;
/** In a large file, samples are also taken from as many places further down. */
const placesFurther = 4;

/** Reads up to so many payloads of some files, each with its share; of large ones the beginning and places inside. */
export async function readSamples(paths: readonly string[], limit: number): Promise<Samples> {
  const { files, problems: notFound } = await findFiles(paths);
  const found: Gathering = {
    samples: [],
    whole: [],
    parts: [],
    problems: notFound.map(({ path, reason, hint }) => `${path}: ${reason}. ${hint}`),
    isPart: false,
  };
  let bytesLeft = bytesMax;
  for (const [index, file] of files.entries()) {
    const filesLeft = files.length - index;
    const budget: Budget = {
      samples: Math.ceil((limit - found.samples.length) / filesLeft),
      bytes: Math.ceil(bytesLeft / filesLeft),
    };
    if (budget.samples <= 0 || budget.bytes <= 0) {
      found.isPart = true;
      found.parts.push(`${file.path}: not read, the others gave enough samples`);
      continue;
    }
    bytesLeft -= await readFile(file, budget, found);
  }
  return { ...found, read: readWords(found) };
}

interface Gathering {
  readonly samples: PlacedSample[];
  readonly whole: { readonly path: string; readonly samples: number }[];
  readonly parts: string[];
  readonly problems: string[];
  isPart: boolean;
}

interface Budget {
  readonly samples: number;
  readonly bytes: number;
}

/** Gives the bytes that were taken. */
async function readFile(file: FoundFile, budget: Budget, found: Gathering): Promise<number> {
  const before = found.samples.length;
  const beginning = await readFrom(file, 0, budget, found);
  if (beginning.isWhole) {
    found.whole.push({ path: file.path, samples: found.samples.length - before });
    return beginning.bytes;
  }
  found.isPart = true;
  // A file of lines that lies on the disk as it is can be read from anywhere.
  const jumps = beginning.isLines && file.bytes > 0 && isPlainText(file.path);
  const { bytes, where } = jumps
    ? await readPlaces(file, budget, found, before)
    : { bytes: beginning.bytes, where: 'at its beginning' };
  const count = (found.samples.length - before).toLocaleString('en-US');
  const size = file.bytes === 0 ? 'its content' : `${megabytes(file.bytes)} on disk`;
  found.parts.push(`${file.path}: ${count} samples ${where}, ${megabytes(bytes)} of ${size}`);
  return bytes;
}

/** A part of what was read at the beginning, and as much at each of some places further down. */
async function readPlaces(file: FoundFile, budget: Budget, found: Gathering, before: number) {
  const part = portion(budget, 1 / (placesFurther + 1));
  found.samples.length = before;
  const { bytes: first } = await readFrom(file, 0, part, found);
  let bytes = first;
  for (let place = 1; place <= placesFurther; place++) {
    // The last one ends about where the file ends.
    const offset = Math.floor(((file.bytes - first * 1.05) * place) / placesFurther);
    if (offset <= first) break;
    bytes += (await readFrom(file, offset, part, found)).bytes;
  }
  return { bytes, where: `at its beginning and ${placesFurther} places further down` };
}

/** More files than this are told about together. */
const filesNamedMax = 5;

function readWords({ whole, parts }: Gathering): readonly string[] {
  const count = (samples: number) => samples.toLocaleString('en-US');
  const all =
    whole.length > filesNamedMax
      ? [
          `${whole.length} files, all of them: ${count(whole.reduce((sum, { samples }) => sum + samples, 0))} samples`,
        ]
      : whole.map(({ path, samples }) => `${path}: all of it, ${count(samples)} samples`);
  return [...all, ...parts];
}

const portion = ({ samples, bytes }: Budget, part: number): Budget => ({
  samples: Math.ceil(samples * part),
  bytes: Math.ceil(bytes * part),
});

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0)} MB`;

interface Reading {
  bytes: number;
  isWhole: boolean;
  isLines: boolean;
}

async function readFrom(
  file: FoundFile,
  offset: number,
  budget: Budget,
  found: Gathering,
): Promise<Reading> {
  const reading: Reading = { bytes: 0, isWhole: true, isLines: false };
  const isInside = offset > 0;
  let taken = 0;
  const options = { batchBytes, ...(isInside && { from: { offset, nextPosition: 2 } }) };
  for await (const item of readLogs(file.path, options)) {
    if (item.kind === 'quarantined') {
      if (!isInside) found.problems.push(`${file.path}: ${item.detail}`);
      continue;
    }
    reading.isLines = item.batch.framing === 'lines';
    let payloads = 0;
    forEachPayload(item.batch, (payload, position, bytes) => {
      payloads++;
      // Inside a file, the first line is only the end of one.
      if (isInside && taken === 0 && payloads === 1) return;
      if (taken >= budget.samples || reading.bytes >= budget.bytes) {
        reading.isWhole = false;
        return;
      }
      taken++;
      reading.bytes += bytes;
      found.samples.push({
        payload,
        isFirst: !isInside && position === 1,
        path: file.path,
        position: isInside ? undefined : position,
      });
    });
    if (taken >= budget.samples || reading.bytes >= budget.bytes) {
      reading.isWhole &&= item.bytesOnDisk >= file.bytes && file.bytes > 0;
      break;
    }
  }
  return reading;
}

/** Whether the file is text as it lies on the disk, and no line at its beginning says how the others read. */
function isPlainText(path: string): boolean {
  const head = new Uint8Array(headBytes);
  const file = openSync(path, 'r');
  try {
    const content = recognise(head.subarray(0, readSync(file, head)));
    return content.kind === 'text' && content.encoding === 'utf-8' && head[0] !== hash;
  } finally {
    closeSync(file);
  }
}

const headBytes = 16 * 1024;
const hash = 0x23;
