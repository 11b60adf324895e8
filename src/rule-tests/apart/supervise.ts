import { Worker } from 'node:worker_threads';
import { reasonOf, StreamAlertError } from '../../domain/errors.ts';
import type { Place } from '../../domain/rule.ts';
import { outside } from '../../stages/rules-engine/rule-clock.ts';
import { clockMemory, clockSlots } from '../test-clock.ts';
import type { WorkerMessage, WorkerRequest } from './messages.ts';
import { stuckPlaces } from '../../adapters/local/stuck-places.ts';
import { isProjectFile } from './project-place.ts';

/** How the work in another thread came to its end. */
export type WorkerEnd =
  | { readonly outcome: 'finished' }
  | {
      readonly outcome: 'stopped';
      /** Ordinal of the rule whose code ran; undefined when it was none. */
      readonly ordinal: number | undefined;
      /** What it did, such as `did not come to an end within 5 s`. */
      readonly what: string;
      readonly place: Place | undefined;
    };

export interface Supervision {
  onMessage(message: WorkerMessage): void;
  /** What rules print; it must not get between the lines of a report. */
  onPrint(text: string): void;
}

/** How often the worker is looked at. */
const lookMilliseconds = 50;

/** Reading an event or judging it takes a moment; so much longer than a rule may take is too long. */
const patienceFactor = 3;

/** Our own modules and the configuration, with a project's parsers, are loaded within this. */
const openingMilliseconds = 60_000;

/** Does work of a project in a thread of its own, so that code which never ends, or ends its program, does no harm. */
export async function supervise(
  request: Omit<WorkerRequest, 'memory'>,
  { onMessage, onPrint }: Supervision,
): Promise<WorkerEnd> {
  const memory = clockMemory();
  const slots = new Int32Array(memory);
  const file = import.meta.url.endsWith('.ts') ? './test-worker.ts' : './test-worker.js';
  const url = new URL(file, import.meta.url);
  const workerData: WorkerRequest = { ...request, memory };
  const worker = new Worker(url, {
    workerData,
    stdout: true,
    stderr: true,
  });
  for (const stream of [worker.stdout, worker.stderr]) {
    stream.on('data', (chunk: Buffer) => onPrint(chunk.toString()));
  }
  const ordinalNow = (): number | undefined => {
    const ordinal = slots[clockSlots.inside] ?? outside;
    return ordinal === outside ? undefined : ordinal;
  };

  const { promise, resolve, reject } = Promise.withResolvers<WorkerEnd>();
  const watch = watchProgress(slots, request.project, async (what) => {
    const ordinal = ordinalNow();
    const places = await stuckPlaces((stuck) => stuck.url === url.href);
    const place = places.find((each) => isProjectFile(each.file));
    resolve({ outcome: 'stopped', ordinal, what, place });
  });
  const ended = (what: string) => {
    if (watch.isOver()) return;
    resolve({ outcome: 'stopped', ordinal: ordinalNow(), what, place: undefined });
  };
  worker.on('message', (message: WorkerMessage) => {
    watch.progressed();
    if (message.kind === 'loading' || message.kind === 'opened') watch.entered(message.kind);
    if (message.kind === 'finished') resolve({ outcome: 'finished' });
    else if (message.kind === 'refused') reject(refusal(message));
    else if (message.kind === 'broken') reject(new Error(message.message));
    else onMessage(message);
  });
  worker.on('error', (error) => ended(wordsOf(error)));
  worker.on('exit', (code) => ended(`ended the program it runs in (exit ${code})`));
  try {
    return await promise;
  } finally {
    watch.stop();
    await worker.terminate();
  }
}

const refusal = ({ code, message, hint }: Extract<WorkerMessage, { kind: 'refused' }>) =>
  new StreamAlertError(code, message, hint === undefined ? {} : { hint });

const wordsOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'took all the memory there is'
    : `ended the program it runs in: ${reasonOf(error)}`;

/** Calls `onStuck`, once, when nothing has come to an end for too long. */
function watchProgress(
  slots: Int32Array,
  { ruleMilliseconds, fileMilliseconds }: WorkerRequest['project'],
  onStuck: (what: string) => Promise<void>,
) {
  let seen = { inside: outside, beats: 0, since: performance.now() };
  let isOver = false;
  let limitOutside = openingMilliseconds;
  const look = () => {
    const inside = slots[clockSlots.inside] ?? outside;
    const beats = slots[clockSlots.beats] ?? 0;
    if (inside !== seen.inside || beats !== seen.beats) {
      seen = { inside, beats, since: performance.now() };
      return;
    }
    const limit = inside === outside ? limitOutside : ruleMilliseconds;
    if (performance.now() - seen.since < limit) return;
    isOver = true;
    clearInterval(timer);
    void onStuck(`did not come to an end within ${limit / 1000} s`);
  };
  const timer = setInterval(look, lookMilliseconds);
  return {
    progressed: () => {
      seen = { ...seen, since: performance.now() };
    },
    entered: (part: 'loading' | 'opened') => {
      limitOutside = part === 'loading' ? fileMilliseconds : ruleMilliseconds * patienceFactor;
    },
    isOver: () => isOver,
    stop: () => clearInterval(timer),
  };
}
