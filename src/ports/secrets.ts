/** Credentials of outputs. */
export interface Secrets {
  /** The credential properties of one destination, or undefined when none are stored. */
  credentials(
    service: string,
    descriptor: string,
  ): Promise<Readonly<Record<string, unknown>> | undefined>;
}
