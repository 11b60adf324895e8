import type { DeliveryOutcome } from '../../outputs/output.ts';
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
  /** Attempts that the wait and the end depend on. */
  readonly attempts: number;
  readonly ageMillis: number;
  readonly now: number;
  readonly giveUpAfterHours: number;
  /** From 0 to 1. */
  random(): number;
}

/** When a delivery that failed is tried again, or that it is given up. */
export function statusAfterFailure(
  status: DeliveryStatus,
  failure: Extract<DeliveryOutcome, { outcome: 'failed' }>,
  situation: RetrySituation,
): DeliveryStatus {
  const { attempts, ageMillis, now, giveUpAfterHours } = situation;
  const isTooOld = ageMillis >= giveUpAfterHours * millisPerHour && attempts >= attemptsMin;
  if (!failure.retryable || isTooOld) {
    return { ...status, state: 'given up', lastError: failure.reason };
  }
  const waitSeconds = Math.max(failure.retryAfterSeconds ?? 0, waitOf(situation));
  return {
    ...status,
    state: 'waiting',
    nextAttemptAt: now + Math.ceil(waitSeconds * millisPerSecond),
    lastError: failure.reason,
  };
}

/** Anywhere below the bound, so that what failed together does not come back together. */
const waitOf = ({ attempts, random }: RetrySituation): number =>
  random() * Math.min(2 ** (Math.max(attempts, 1) - 1), waitSecondsMax);
