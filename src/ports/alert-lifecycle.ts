import type { Alert } from '../domain/alert.ts';
import type { Silence } from '../domain/silence.ts';

export type LifecycleState = 'acknowledged' | 'resolved';

/** Who took an alert on, or settled it. */
export interface Lifecycle {
  readonly state: LifecycleState;
  readonly by: string;
  readonly note: string | null;
  readonly at: number;
}

/** What became of the wish to settle an alert. */
export interface LifecycleOutcome {
  /** Of the alert, and of all that it stands for or is part of. */
  readonly changed: readonly string[];
  /** Outputs that are told. */
  readonly told: readonly string[];
}

export interface SilenceCount {
  readonly silence: Silence;
  readonly muted: number;
  /** When it last muted an alert. */
  readonly lastMutedAt: number | null;
}

/** What people do with alerts. */
export interface AlertLifecycle {
  /**
   * Marks an alert, and with it its group: the merged alert and its members. Outputs of `tellable` that have it are told
   * the same way (`acknowledge`, `resolve`); those that it waits for are, once they have it. Undefined when there is no
   * such alert.
   */
  settle(
    alertId: string,
    lifecycle: Lifecycle,
    tellable: (output: string) => boolean,
  ): LifecycleOutcome | undefined;
  addSilence(silence: Silence): void;
  /** False when there is no such silence, or it is over. */
  endSilence(id: string, now: number): boolean;
  /** Newest first. */
  silences(): readonly SilenceCount[];
  /** What a silence has muted, newest first. */
  mutedBy(silenceId: string, limit: number): readonly Alert[];
}
