import type { Failure } from '../../outputs/output.ts';
import type { DeliveryStatus } from '../../ports/alert-store.ts';

const millisPerSecond = 1000;
const millisPerHour = 60 * 60 * millisPerSecond;
/** Waits are bounded by 1, 2, 4, 8 … seconds, and by this. */
const waitSecondsMax = 15 * 60;
/**
 * However old, an alert is tried this often: a machine that was off over the weekend must not give up everything
 * because the network is up a moment later than the process.
 */
const attemptsMin = 5;

export interface RetrySituation {
  readonly now: number;
  readonly giveUpAfterHours: number;
  /** The output is left alone until then, whatever the alert. */
  readonly notBefore?: number;
  /** From 0 to 1. */
  random(): number;
}

/** When a delivery that failed is tried again, or that it is given up. `status` counts the attempt that failed. */
export function statusAfterFailure(
  status: DeliveryStatus,
  failure: Failure,
  { now, giveUpAfterHours, notBefore = 0, random }: RetrySituation,
): DeliveryStatus {
  const { attempts, waitingSince } = status;
  const isOld = now - waitingSince >= giveUpAfterHours * millisPerHour;
  if (!failure.retryable || (isOld && attempts >= attemptsMin)) {
    return { ...status, state: 'given up', lastError: failure.reason };
  }
  const waitSeconds = Math.max(failure.retryAfterSeconds ?? 0, waitOf(attempts, random));
  const nextAttemptAt = Math.max(now + Math.ceil(waitSeconds * millisPerSecond), notBefore);
  return { ...status, state: 'waiting', nextAttemptAt, lastError: failure.reason };
}

/** Anywhere below the bound, so that what failed together does not come back together. */
const waitOf = (attempts: number, random: () => number): number =>
  random() * Math.min(2 ** (Math.max(attempts, 1) - 1), waitSecondsMax);
