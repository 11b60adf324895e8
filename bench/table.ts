import type { Row } from './run.ts';

/** Lines up rows; beside another commit's rows, how much faster (above 1) or slower (below 1) each has become. */
export function table(rows: readonly Row[], before?: readonly Row[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, megabytesPerSecond, ratio }) => {
    const earlier = before?.find((row) => row.name === name);
    const change = earlier === undefined ? '' : `   ${(ratio / earlier.ratio).toFixed(2)} × before`;
    return `${name.padEnd(width)}  ${megabytesPerSecond.toFixed(1).padStart(8)} MB/s  ${ratio.toFixed(2).padStart(6)} ×${change}`;
  });
  return lines.join('\n');
}
