import { Worker, type WorkerOptions } from 'node:worker_threads';
import { endlessFiles } from '../../../adapters/local/import-files.ts';
import { StreamAlertError } from '../../../domain/errors.ts';
import type { PlacedRule } from './rule-places.ts';
import type { DetectionSetup } from './setup.ts';
import type { WorkerAnswer, WorkerRequest, WorkerStart, WorkerUpdate } from './worker.ts';
import { traceMemory, WorkerTrace } from './worker-trace.ts';

/** A worker thread that is ready, and what it is working on. */
export interface Seat<Job> {
  readonly worker: Worker;
  readonly trace: WorkerTrace;
  /** By ordinal, as the trace names them. */
  readonly rules: readonly PlacedRule[];
  readonly logTypes: readonly string[];
  /** By id, in the order in which the worker has them. */
  readonly jobs: Map<number, Job>;
  /** What it has done last. */
  latest: Job | undefined;
  send(message: WorkerRequest | WorkerUpdate, transfer?: ArrayBuffer[]): void;
  /** From here on nobody hears of it. */
  dismiss(): void;
  /** Ends the thread, wherever it is. */
  end(): Promise<void>;
}

export interface SeatHearer<Job> {
  answered(seat: Seat<Job>, answer: Exclude<WorkerAnswer, { kind: 'ready' }>): void;
  /** The thread ended by itself. */
  ended(seat: Seat<Job>, why: string): void;
}

/** Loading takes a second or two; a machine that is busy with other things may take longer. */
const readySecondsMax = 180;

/** Starts a worker; resolves when it has loaded configuration and rules. */
export function openSeat<Job>(
  setup: DetectionSetup,
  hearer: SeatHearer<Job>,
  limits: Pick<WorkerOptions, 'resourceLimits'>,
): Promise<Seat<Job>> {
  const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js';
  const memory = traceMemory();
  const workerData: WorkerStart = { setup, trace: memory, endlessFiles: endlessFiles() };
  const worker = new Worker(new URL(file, import.meta.url), { workerData, ...limits });
  let isOver = false;
  let seat: Seat<Job> | undefined;
  const end = async () => {
    isOver = true;
    await worker.terminate();
  };

  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(notReady());
      void end();
    }, readySecondsMax * 1000);
    const over = (error: unknown, why: string) => {
      clearTimeout(timer);
      if (isOver) return;
      isOver = true;
      if (seat === undefined) reject(error);
      else hearer.ended(seat, why);
    };
    worker.on('message', (answer: WorkerAnswer) => {
      if (isOver) return;
      if (answer.kind !== 'ready') {
        if (seat !== undefined) hearer.answered(seat, answer);
        return;
      }
      clearTimeout(timer);
      const { rules, logTypes } = answer;
      const trace = new WorkerTrace(memory);
      const send: Seat<Job>['send'] = (message, transfer = []) =>
        worker.postMessage(message, transfer);
      const dismiss = () => {
        isOver = true;
      };
      seat = {
        worker,
        trace,
        rules,
        logTypes,
        jobs: new Map(),
        latest: undefined,
        send,
        dismiss,
        end,
      };
      resolve(seat);
    });
    worker.on('error', (error: unknown) => over(error, whyOf(error)));
    worker.on('exit', (code) => over(endedEarly(code), `its thread ended with code ${code}`));
  });
}

function whyOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return 'its thread ran out of memory';
  return `its thread ended: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
}

const endedEarly = (code: number) =>
  new StreamAlertError('STATE_UNAVAILABLE', `a detection worker ended with code ${code}`, {
    hint: 'What it was working on is not lost: start again and it is read again.',
  });

const notReady = () =>
  new StreamAlertError(
    'STATE_UNAVAILABLE',
    `a detection worker did not load configuration and rules within ${readySecondsMax} s`,
    { hint: 'Look for what the rule files do outside of functions: streamalert test' },
  );
