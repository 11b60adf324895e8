/** One file of the samples. */
export interface SampleFile {
  /** Below `samples/`; a name that ends in `.gz` is compressed when it is written. */
  readonly path: string;
  readonly text: string;
}

/** One line of a log with the moment it is about. */
export interface TimedLine {
  readonly at: number;
  readonly line: string;
}

export const linesInOrder = (lines: readonly TimedLine[]): string =>
  lines
    .toSorted((a, b) => a.at - b.at)
    .map(({ line }) => `${line}\n`)
    .join('');
