import type { History } from '../../ports/history.ts';
import type { StateStore } from '../../ports/state-store.ts';

/** So many are taken in one turn, one after the other: each has the lines of one batch. */
const batchesMax = 32;

/**
 * Takes lines that were committed with reprocessed records to the history, the oldest first. The key is the same again
 * after a crash in between, so that nothing comes twice. False when there are more.
 */
export function takeWaitingHistory(state: StateStore, history: History): boolean {
  for (let taken = 0; taken < batchesMax; taken++) {
    const [oldest] = state.waitingHistory(1);
    if (oldest === undefined) return true;
    history.append(`reprocessed/${oldest.id}`, oldest.lines);
    state.forgetWaitingHistory(oldest.id);
  }
  return false;
}
