import type { Alert } from '../domain/alert.ts';
import type { EventResult } from './results.ts';

/** What of events is run. */
export interface EventOptions {
  /** `classifier` stops after classification. */
  readonly until: 'classifier' | 'rules';
  /** Only events that expect one of these rules are judged. */
  readonly testRules: readonly string[];
  /** Only events of a source of this cluster are judged; undefined: all. */
  readonly cluster?: string | undefined;
  /** Whether what every output would get is made up, also where no publisher test asks for it. */
  readonly publishAll?: boolean;
}

/** A result with the alerts that the event raised. */
export interface JudgedEvent {
  readonly result: EventResult;
  readonly alerts: readonly Alert[];
}
