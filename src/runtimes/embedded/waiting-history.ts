import type { WaitingHistory, StateStore } from '../../ports/state-store.ts';
import type { History } from '../../ports/history.ts';

/** Lines of so many batches, or of so many bytes, go to the history together; and so many times in one turn. */
const limitsDefault = { batches: 1_000, bytes: 8 * 1024 * 1024, times: 8 };

/**
 * Takes lines that were committed with records to the history, the oldest first. They go under the name of the first, and
 * are forgotten together: after a crash in between they go under the same name again, with all that has joined them, and
 * take the place of what was there, so that nothing comes twice. So whoever starts calls this before the history is
 * written out. False when there are more.
 */
export function takeWaitingHistory(
  state: StateStore,
  history: History,
  limits: typeof limitsDefault = limitsDefault,
): boolean {
  for (let times = 0; times < limits.times; times++) {
    const waiting = state.waitingHistory(limits.batches);
    const [first] = waiting;
    if (first === undefined) return true;
    const taken = withinBytes(waiting, limits.bytes);
    history.append(`outbox/${first.id}`, Buffer.concat(taken.map(({ lines }) => lines)));
    state.forgetWaitingHistory(taken.at(-1)?.id ?? first.id);
  }
  return false;
}

/** The first, and those behind it as long as they are not too many. */
function withinBytes(
  waiting: readonly WaitingHistory[],
  bytesMax: number,
): readonly WaitingHistory[] {
  let bytes = 0;
  const end = waiting.findIndex(({ lines }, index) => {
    bytes += lines.byteLength;
    return index > 0 && bytes > bytesMax;
  });
  return end === -1 ? waiting : waiting.slice(0, end);
}
