import { Session } from 'node:inspector/promises';
import { placeOfFrame } from '../../domain/place.ts';
import type { Place } from '../../domain/rule.ts';

/** Code that runs is stopped in a moment; a thread that waits for something has no place to tell. */
const answerMilliseconds = 3_000;

/** How debuggers tell workers apart. */
export interface WorkerInfo {
  /** Begins with `[worker 3]`, the number being the id of the thread. */
  readonly title: string;
  readonly url: string;
}

interface CallFrame {
  readonly location: {
    readonly scriptId: string;
    readonly lineNumber: number;
    readonly columnNumber?: number;
  };
}

/** What the debugger of a worker says, as far as it matters here. */
interface DebuggerMessage {
  readonly method?: string;
  readonly params?: {
    readonly scriptId?: string;
    readonly url?: string;
    readonly callFrames?: readonly CallFrame[];
  };
}

/**
 * Where a worker is that does not come back: the places of its calls, the innermost first. Empty when it only waits, or
 * its debugger does not answer. The worker goes on afterwards and is to be ended by whoever asked. Two that ask at once
 * would meet each other's workers.
 */
export async function stuckPlaces(
  isStuck: (worker: WorkerInfo) => boolean,
): Promise<readonly Place[]> {
  const session = new Session();
  try {
    session.connect();
    return await pausedPlaces(session, isStuck);
  } catch {
    // A Node without a debugger: only the place is missing then; what is stuck is known without it.
    return [];
  } finally {
    session.disconnect();
  }
}

async function pausedPlaces(
  session: Session,
  isStuck: (worker: WorkerInfo) => boolean,
): Promise<readonly Place[]> {
  const urls = new Map<string, string>();
  let sessionId: string | undefined;
  let nextId = 0;
  const paused = Promise.withResolvers<readonly CallFrame[]>();
  session.on('NodeWorker.attachedToWorker', ({ params }) => {
    if (isStuck(params.workerInfo)) sessionId = params.sessionId;
  });
  session.on('NodeWorker.receivedMessageFromWorker', ({ params: { message } }) => {
    // What the debugger of Node sends is what its protocol says.
    const { method, params } = JSON.parse(message) as DebuggerMessage;
    if (method === 'Debugger.scriptParsed') urls.set(params?.scriptId ?? '', params?.url ?? '');
    if (method === 'Debugger.paused') paused.resolve(params?.callFrames ?? []);
  });
  await session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  if (sessionId === undefined) return [];

  const to = sessionId;
  const send = (method: string) =>
    session.post('NodeWorker.sendMessageToWorker', {
      sessionId: to,
      message: JSON.stringify({ id: ++nextId, method }),
    });
  await send('Debugger.enable');
  await send('Debugger.pause');
  const timer = setTimeout(() => paused.resolve([]), answerMilliseconds);
  const frames = await paused.promise;
  clearTimeout(timer);
  // A thread that is paused cannot be ended; one whose debugger is taken away from it cannot be ended safely.
  await send('Debugger.disable');
  return frames.flatMap(({ location: { scriptId, lineNumber, columnNumber = 0 } }) => {
    const url = urls.get(scriptId) ?? '';
    return placeOfFrame(`at ${url}:${lineNumber + 1}:${columnNumber + 1}`) ?? [];
  });
}
