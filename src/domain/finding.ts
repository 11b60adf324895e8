/**
 * How grave a finding about configuration or content is (configuration.md 1.1): `load` refuses everything,
 * `build` refuses only commands that change infrastructure, `warning` and `migration` are reported.
 */
export type FindingLevel = 'load' | 'build' | 'warning' | 'migration';

/** One thing that is wrong or noteworthy in a configuration or content file. */
export interface Finding {
  readonly level: FindingLevel;
  /** Path of the file as the operator knows it, such as `conf/clusters/prod.json`. */
  readonly file: string;
  /** Dotted path of the key inside the file; empty for the file as a whole. */
  readonly path: string;
  /** What is wrong, what was found and what is accepted, in one sentence; never contains a secret. */
  readonly message: string;
  /** The nearest valid name, where the finding is about a name. */
  readonly suggestion?: string;
  /** Position in the file, 1-based, where it is known. */
  readonly line?: number;
  readonly column?: number;
}
