import { stringifyJson } from '../../../../domain/exact-json.ts';
import type {
  AlertStore,
  DeliveryAttempt,
  DeliveryStatus,
  DeliverySelection,
} from '../../../../ports/alert-store.ts';
import type { Database } from '../database.ts';
import { inSlices } from './in-slices.ts';

type Attempts = Pick<AlertStore, 'recordAttempts' | 'giveUpWaitingSince' | 'retry' | 'drop'>;

const hourMilliseconds = 3_600_000;

export function deliveryAttempts(database: Database): Attempts {
  const record = attemptRecorder(database);
  const count = hourCounter(database);
  return {
    recordAttempts: (attempts, now) => {
      if (attempts.length === 0) return;
      database.transaction(() => {
        for (const attempt of attempts) {
          if (record(attempt, now) > 0) count(attempt.status.output, now, outcomeOf(attempt));
        }
      });
    },
    giveUpWaitingSince: (output, before, reason, now) =>
      inSlices(database, {
        which: `state = 'waiting' AND output = ? AND waiting_since < ?`,
        values: [output, before],
        change: `state = 'given up', last_error = ?`,
        to: [reason],
        // It is the running process itself, which should not stand still.
        givesWay: false,
        changed: (givenUp) => count(output, now, { delivered: 0, failed: 0, givenUp }),
      }),
    retry: ({ state, ...selection }, now) =>
      inSlices(database, {
        ...selected(state, selection),
        change: `state = 'waiting', attempts = 0, next_attempt_at = 0, waiting_since = ?`,
        to: [now],
        givesWay: true,
      }),
    drop: (selection) =>
      inSlices(database, {
        ...selected('given up', selection),
        change: `state = 'dropped'`,
        to: [],
        givesWay: true,
      }),
  };
}

function selected(
  state: DeliverySelection['state'],
  { output, alertId }: Omit<DeliverySelection, 'state'>,
) {
  return {
    // Written out, so that the index of the state is used.
    which: `state = '${state}'${output === undefined ? '' : ' AND output = ?'}${
      alertId === undefined ? '' : ' AND alert_number = (SELECT number FROM alerts WHERE id = ?)'
    }`,
    values: [output, alertId].filter((each) => each !== undefined),
  };
}

interface Counts {
  readonly delivered: number;
  readonly failed: number;
  readonly givenUp: number;
}

/** What was only put off has no error, and is no attempt. */
const outcomeOf = ({ status }: DeliveryAttempt): Counts => ({
  delivered: status.state === 'delivered' ? 1 : 0,
  failed: status.state !== 'delivered' && status.lastError !== null ? 1 : 0,
  givenUp: status.state === 'given up' ? 1 : 0,
});

function hourCounter(database: Database) {
  const add = database.statement(
    `INSERT INTO delivery_hours VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
     SET delivered = delivered + excluded.delivered, failed = failed + excluded.failed,
       given_up = given_up + excluded.given_up`,
  );
  return (output: string, now: number, { delivered, failed, givenUp }: Counts) => {
    if (delivered + failed + givenUp === 0) return;
    add.run(now - (now % hourMilliseconds), output, delivered, failed, givenUp);
  };
}

/** Between two updates of one message, and between two that are refused for good. */
const updateMillis = 10_000;
const refusedMillis = 60_000;

/** Rows changed: none for what is final. */
function attemptRecorder(database: Database): (attempt: DeliveryAttempt, now: number) => number {
  const update = database.statement(
    `UPDATE deliveries SET state = ?, attempts = ?, next_attempt_at = ?, last_error = ?,
       reference = coalesce(?, reference)
     WHERE alert_number = (SELECT number FROM alerts WHERE id = ?) AND output = ? AND action = ?
       AND state = 'waiting' AND revision = ?`,
  );
  // There is more to tell by now: what was sent is remembered, and the rest waits on, as long as it would have.
  const remember = database.statement(
    `UPDATE deliveries SET reference = coalesce(?, reference), last_error = ?, attempts = ?,
       next_attempt_at = max(next_attempt_at, ?)
     WHERE alert_number = (SELECT number FROM alerts WHERE id = ?) AND output = ? AND action = ?
       AND state = 'waiting'`,
  );
  const find = database.statement(
    `SELECT 1 FROM deliveries WHERE output = ? AND action = ?
     AND alert_number = (SELECT number FROM alerts WHERE id = ?)`,
  );
  return ({ alertId, status }, now) => {
    const { output, action, state, attempts, nextAttemptAt, lastError, revision } = status;
    const reference = status.reference === null ? null : stringifyJson(status.reference);
    const key = [alertId, output, action] as const;
    const changed =
      update.run(state, attempts, nextAttemptAt, lastError, reference, ...key, revision) ||
      remember.run(
        reference,
        lastError,
        state === 'delivered' ? 0 : attempts,
        notBefore(status, now),
        ...key,
      );
    if (changed === 0 && find.get(output, action, alertId) === undefined) {
      throw new Error(`alert ${alertId} has no delivery to ${output} (${action})`);
    }
    return changed;
  };
}

function notBefore({ state, nextAttemptAt }: DeliveryStatus, now: number): number {
  if (state === 'delivered') return now + updateMillis;
  return state === 'given up' ? now + refusedMillis : nextAttemptAt;
}
