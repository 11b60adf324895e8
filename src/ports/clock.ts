/** The only way to the wall clock. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
}
