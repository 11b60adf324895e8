import type { LogType } from '../../../domain/log-type.ts';
import { outside } from '../../../stages/rules-engine/rule-clock.ts';

/** What stands in each cell; the first is that of the engine's clock. */
const cell = { inside: 0, job: 1, position: 2, logType: 3, begun: 4 } as const;

/** `job` while a worker does not ask rules; it may wait for answers of theirs. */
export const noJob = 0;

/**
 * What a worker leaves in shared memory about where it is, so that the main thread can tell when it never comes back.
 * Plain writes: whoever reads them looks again a moment later.
 */
export class WorkerTrace {
  readonly cells: Int32Array<SharedArrayBuffer>;
  #logType: LogType | undefined;
  readonly #logTypes: ReadonlyMap<string, number>;

  constructor(buffer: SharedArrayBuffer, logTypes: readonly string[] = []) {
    this.cells = new Int32Array(buffer);
    this.#logTypes = new Map(logTypes.map((name, ordinal) => [name, ordinal]));
  }

  get inside(): number {
    return this.cells[cell.inside] ?? outside;
  }

  set inside(ordinal: number) {
    this.cells[cell.inside] = ordinal;
  }

  get job(): number {
    return this.cells[cell.job] ?? noJob;
  }

  set job(id: number) {
    this.cells[cell.job] = id;
    if (id !== noJob) this.cells[cell.begun] = this.begun + 1;
  }

  /** How many pieces of work were begun. */
  get begun(): number {
    return this.cells[cell.begun] ?? 0;
  }

  /** A line or document of a batch, or which of several payloads. */
  get position(): number {
    return this.cells[cell.position] ?? 0;
  }

  set position(position: number) {
    this.cells[cell.position] = position;
  }

  /** Ordinal of the record's log type. */
  get logType(): number {
    return this.cells[cell.logType] ?? outside;
  }

  /** A record is about to meet the rules. */
  see(position: number | string, logType: LogType): void {
    // Single payloads are counted by whoever has the list of them.
    if (typeof position === 'number') this.cells[cell.position] = position;
    if (logType === this.#logType) return;
    this.#logType = logType;
    this.cells[cell.logType] = this.#logTypes.get(logType.name) ?? outside;
  }
}

/** Memory for the trace of one worker. */
export function traceMemory(): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(Object.keys(cell).length * Int32Array.BYTES_PER_ELEMENT);
  new WorkerTrace(buffer).inside = outside;
  return buffer;
}
