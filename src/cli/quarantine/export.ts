import { Buffer } from 'node:buffer';
import { stringifyJson } from '../../domain/exact-json.ts';
import type { QuarantineFilter, StateStore, StoredQuarantine } from '../../ports/state-store.ts';

export type ExportFormat = 'ndjson' | 'raw';
export type WriteBytes = (bytes: Uint8Array) => void;

export interface ExportReport {
  readonly records: number;
  /** Documents over several lines that were put on one, which changes nothing but blanks. */
  readonly joined: number;
  /** Text over several lines that is no JSON; it is written as it is, and comes apart where lines are read. */
  readonly overLines: number;
  readonly notKeptCount: number;
  /** The first of those whose text is not here. */
  readonly notKept: readonly {
    readonly id: number;
    readonly delivery: string;
    readonly position: string;
    readonly bytes: number;
  }[];
}

/** More names than this are for a program. */
const notKeptMax = 20;

const page = { bytesMax: 4 * 1024 * 1024, recordsMax: 1000 };

/** Writes records in quarantine, oldest first, in bounded memory. */
export function exportQuarantine(
  state: StateStore,
  filter: QuarantineFilter,
  format: ExportFormat,
  write: WriteBytes,
): ExportReport {
  const counts = { records: 0, joined: 0, overLines: 0, notKeptCount: 0 };
  const notKept: ExportReport['notKept'][number][] = [];
  const upToId = state.lastQuarantineId();

  for (let afterId = 0; ; ) {
    const records = state.quarantinePage({ ...filter, ...page, afterId, upToId });
    const last = records.at(-1);
    if (last === undefined) return { ...counts, notKept };
    afterId = last.id;
    const parts: Uint8Array[] = [];
    for (const record of records) {
      if (record.raw === undefined) {
        const { id, origin, position, bytes } = record;
        counts.notKeptCount++;
        if (notKept.length < notKeptMax) {
          notKept.push({ id, delivery: origin.delivery, position, bytes });
        }
        if (format === 'raw') continue;
      }
      counts.records++;
      parts.push(format === 'raw' ? rawLine(record, counts) : Buffer.from(jsonLine(record)));
    }
    write(Buffer.concat(parts));
  }
}

const jsonLine = (record: StoredQuarantine): string =>
  `${stringifyJson(record, { strict: true })}\n`;

function rawLine(
  { raw = '', payload = raw, encoding }: StoredQuarantine,
  counts: { joined: number; overLines: number },
): Uint8Array {
  if (encoding === 'latin1') return Buffer.from(`${payload}\n`, 'latin1');
  if (!payload.includes('\n')) return Buffer.from(`${payload}\n`);
  if (!isJson(payload)) {
    counts.overLines++;
    return Buffer.from(`${payload}\n`);
  }
  counts.joined++;
  // In JSON a line feed stands between values only; inside a text it is written `\n`.
  return Buffer.from(`${payload.replace(/[\r\n]+/g, ' ')}\n`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
