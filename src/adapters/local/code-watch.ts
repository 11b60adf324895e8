import { isMainThread, MessageChannel, Worker } from 'node:worker_threads';
import { placeOfFrame } from '../../domain/place.ts';
import type { Place } from '../../domain/rule.ts';

/** What came of work that was given a time: its value, or where it was when the time was over. */
export type Watched<Value> =
  | { readonly outcome: 'done'; readonly value: Value }
  | { readonly outcome: 'out of time'; readonly place: Place | undefined };

/** Watches over code of others that runs in the main thread. */
export interface CodeWatch {
  /**
   * Runs work that may never come back: one that loops for ever is ended where it is, one that waits for ever is left
   * behind. Rejects with what the work throws. One piece of work at a time.
   */
  within<Value>(work: () => Promise<Value> | Value): Promise<Watched<Value>>;
  close(): Promise<void>;
}

/** What the watching thread shares with the watched one. */
export interface WatchedThread {
  /** One number: odd while work is under way, and growing as long as the thread comes back to its event loop. */
  readonly cells: Int32Array;
  /** Where work was that was ended, as `file:///…:line:column`. */
  readonly place: Uint8Array;
  readonly everyMilliseconds: number;
  readonly looksMax: number;
  /** The module that calls the work. */
  readonly ownUrl: string;
}

const placeBytesMax = 4096;
const looksPerBudget = 50;

/**
 * Begins to watch. Code that waits is given the same time as code that runs; in a thread that is not the main one only
 * waiting is watched, since whoever started the thread watches over the rest.
 */
export function watchCode(milliseconds: number): CodeWatch {
  const everyMilliseconds = Math.max(10, Math.ceil(milliseconds / looksPerBudget));
  const shared: WatchedThread = {
    cells: new Int32Array(new SharedArrayBuffer(4)),
    place: new Uint8Array(new SharedArrayBuffer(placeBytesMax)),
    everyMilliseconds,
    looksMax: Math.ceil(milliseconds / everyMilliseconds),
    ownUrl: import.meta.url,
  };
  const watcher = isMainThread ? startWatcher(shared) : undefined;
  return {
    within: (work) => within(work, milliseconds, shared),
    async close() {
      await watcher?.terminate();
    },
  };
}

function startWatcher(workerData: WatchedThread): Worker {
  const file = import.meta.url.endsWith('.ts') ? 'code-watch-thread.ts' : 'code-watch-thread.js';
  const watcher = new Worker(new URL(file, import.meta.url), { workerData });
  watcher.unref();
  // Without a watcher work that never comes back is not ended; that is no reason to do none.
  watcher.on('error', () => undefined);
  return watcher;
}

function within<Value>(
  work: () => Promise<Value> | Value,
  milliseconds: number,
  { cells, place, everyMilliseconds }: WatchedThread,
): Promise<Watched<Value>> {
  return new Promise((resolve, reject) => {
    let isUnderWay = true;
    Atomics.add(cells, 0, 1);
    place.fill(0);
    const heartbeat = setInterval(() => Atomics.add(cells, 0, 2), everyMilliseconds);
    const end = (settle: () => void) => {
      if (!isUnderWay) return;
      isUnderWay = false;
      clearInterval(heartbeat);
      clearTimeout(timer);
      Atomics.add(cells, 0, 1);
      settle();
    };
    const timer = setTimeout(
      () => end(() => resolve({ outcome: 'out of time', place: placeOf(place) })),
      milliseconds,
    );
    fromEventLoop(async () => {
      try {
        const value = await work();
        end(() => resolve({ outcome: 'done', value }));
      } catch (error) {
        end(() => reject(error));
      }
    });
  });
}

/**
 * Calls from the event loop itself: when the call is ended, nothing of ours that waits for it is ended with it. A
 * message, since Node keeps books about immediates and timers that must not be left open.
 */
function fromEventLoop(call: () => Promise<void>): void {
  const { port1, port2 } = new MessageChannel();
  port1.once('message', () => {
    port1.close();
    void call();
  });
  port2.postMessage('go');
}

function placeOf(bytes: Uint8Array): Place | undefined {
  const end = bytes.indexOf(0);
  const text = new TextDecoder().decode(bytes.slice(0, end));
  return text === '' ? undefined : placeOfFrame(`at ${text}`);
}
