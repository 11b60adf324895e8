import type { Alert } from '../../domain/alert.ts';
import type { DueDelivery } from '../../ports/alert-store.ts';
import type { Trouble } from './circuit.ts';

/** Chooses the alerts that find out whether an output is up again. */
export class Probes {
  readonly #tried = new Set<string>();

  /** Not the same again and again, and of another rule if there is one: perhaps it is the alert that is wrong. */
  choose(
    due: readonly DueDelivery[],
    isSuspect: (ruleName: string) => boolean,
  ): DueDelivery | undefined {
    const chosen =
      due.find(({ alert }) => !this.#tried.has(keyOfRule(alert)) && !isSuspect(alert.ruleName)) ??
      due.find(({ alert }) => !this.#tried.has(alert.id)) ??
      due[0];
    if (chosen === undefined) return undefined;
    if (this.#tried.has(chosen.alert.id)) this.#tried.clear();
    this.#tried.add(chosen.alert.id).add(keyOfRule(chosen.alert));
    return chosen;
  }

  clear(): void {
    this.#tried.clear();
  }
}

/** No alert's id has a blank. */
const keyOfRule = ({ ruleName }: Alert): string => `rule ${ruleName}`;

/** Somebody had it retried: it waits anew, although the alert is from before the last attempt that failed. */
export const isRetriedByHand = (
  { alert, status }: DueDelivery,
  trouble: Trouble | undefined,
): boolean =>
  trouble !== undefined &&
  status.action === 'deliver' &&
  status.attempts === 0 &&
  // A merged alert that has more to tell names an instant.
  status.nextAttemptAt === 0 &&
  status.waitingSince > Math.max(alert.createdAt, trouble.lastAt);
