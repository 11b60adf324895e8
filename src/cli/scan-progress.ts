import type { ScanProgress } from '../runtimes/embedded/scan.ts';
import { progressLine } from '../runtimes/embedded/scan-report/progress-line.ts';
import type { Terminal } from './terminal.ts';

/** A bar is redrawn this often at most: more is flicker. */
const redrawMilliseconds = 100;

/** Shows how far a scan is, where somebody watches. */
export function scanProgress(terminal: Terminal) {
  const began = performance.now();
  let shownAt = 0;
  return {
    show({ bytesDone, bytesTotal, bytesRead, alerts }: ScanProgress) {
      const now = performance.now();
      if (!terminal.isInteractive || now - shownAt < redrawMilliseconds) return;
      shownAt = now;
      const rate = bytesRead / ((now - began) / 1000);
      const { width } = terminal;
      const secondsLeft = secondsUntilEnd(bytesDone, bytesTotal, now - began);
      terminal.progress(
        progressLine({ done: bytesDone, total: bytesTotal, rate, secondsLeft, alerts, width }),
      );
    },
    clear: () => terminal.progress(''),
  };
}

const secondsUntilEnd = (done: number, total: number, elapsedMilliseconds: number) =>
  done === 0 ? undefined : ((elapsedMilliseconds / done) * (total - done)) / 1000;
