import type { Row } from './run.ts';

/** Lines up rows; beside another commit's rows, how much faster (above 1) or slower (below 1) each has become. */
export function table(rows: readonly Row[], before?: readonly Row[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, megabytesPerSecond, ratio, note }) => {
    const earlier = before?.find((row) => row.name === name);
    const said = note === undefined ? '' : `  ${note}`;
    const floor = ratio === null ? '' : `  ${ratio.toFixed(2)} × JSON.parse`;
    const factor =
      earlier === undefined ? undefined : changeOf({ megabytesPerSecond, ratio }, earlier);
    const change = factor === undefined ? '' : `  ${factor.toFixed(2)} × before`;
    return `${name.padEnd(width)}  ${megabytesPerSecond.toFixed(1).padStart(8)} MB/s${floor}${said}${change}`;
  });
  return lines.join('\n');
}

const changeOf = (
  now: Pick<Row, 'megabytesPerSecond' | 'ratio'>,
  before: Pick<Row, 'megabytesPerSecond' | 'ratio'>,
): number =>
  now.ratio !== null && before.ratio !== null
    ? now.ratio / before.ratio
    : now.megabytesPerSecond / before.megabytesPerSecond;
