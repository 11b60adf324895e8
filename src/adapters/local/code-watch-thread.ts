import inspector from 'node:inspector';
import { workerData } from 'node:worker_threads';
import type { WatchedThread } from './code-watch.ts';

/**
 * A thread of its own, since the one that it watches may be in a loop without end. It counts looks and not the time: a
 * machine that slept has not been in any code.
 */
const { cells, place, everyMilliseconds, looksMax, ownUrl } = workerData as WatchedThread;
let seen = 0;
let looks = 0;

setInterval(() => {
  const current = Atomics.load(cells, 0);
  looks = current === seen ? looks + 1 : 0;
  seen = current;
  // Even: nobody's code runs.
  if (current % 2 === 0 || looks < looksMax) return;
  looks = 0;
  stop();
}, everyMilliseconds);

/** Ends what runs in the main thread, from the innermost call to the event loop, and tells where it was. */
function stop() {
  const session = new inspector.Session();
  const scripts = new Map<string, string>();
  session.connectToMainThread();
  session.on('Debugger.scriptParsed', ({ params }) => scripts.set(params.scriptId, params.url));
  session.on('Debugger.paused', ({ params }) => {
    const frames = params.callFrames.map(({ location }) => ({
      url: scripts.get(location.scriptId) ?? '',
      line: location.lineNumber + 1,
      column: (location.columnNumber ?? 0) + 1,
    }));
    const frame = frames.find(({ url }) => url.startsWith('file:') && url !== ownUrl);
    // The thread may have come back in the last moment.
    if (frame !== undefined && Atomics.load(cells, 0) === seen) {
      tell(`${frame.url}:${frame.line}:${frame.column}`);
      session.post('Runtime.terminateExecution');
    }
    session.post('Debugger.resume', () => session.disconnect());
  });
  session.post('Debugger.enable');
  session.post('Debugger.pause');
}

function tell(text: string) {
  const bytes = Buffer.from(text).subarray(0, place.length - 2);
  place.fill(0);
  place.set(bytes);
}
