/** When jobs that run on a schedule last ran, so that a restart neither forgets nor repeats one. */
export interface JobRuns {
  /** Milliseconds since 1970 UTC; undefined for a job that was never recorded. */
  lastRun(job: string): number | undefined;
  record(job: string, at: number): void;
}
