import type { ReprocessProgress } from '../../runtimes/embedded/reprocess/reprocess.ts';
import { duration } from '../../runtimes/embedded/scan-report/quantities.ts';
import { many } from '../quarantine/words.ts';
import type { Terminal } from '../terminal.ts';

/** A line is redrawn this often at most: more is flicker. */
const redrawMilliseconds = 100;

/** Shows how far a reprocessing is, where somebody watches. */
export function reprocessProgress(terminal: Terminal) {
  const began = performance.now();
  let shownAt = 0;
  return {
    show({ doneId, firstId, lastId, records, released }: ReprocessProgress) {
      const now = performance.now();
      if (!terminal.isInteractive || now - shownAt < redrawMilliseconds) return;
      shownAt = now;
      const share = (doneId - firstId + 1) / Math.max(lastId - firstId + 1, 1);
      const left = ((now - began) / share - (now - began)) / 1000;
      const percent = `${Math.floor(share * 100)} %`.padStart(5);
      const counts = `${many(records, 'record')}, ${released.toLocaleString('en-US')} classified`;
      terminal.progress(`  ${percent}   ${counts}   ${duration(Math.ceil(left))} left`);
    },
    clear: () => terminal.progress(''),
  };
}
