import type { Alert } from '../../../../domain/alert.ts';
import type { AlertStore, DeliveryStatus, DueDelivery } from '../../../../ports/alert-store.ts';
import type { Database } from '../database.ts';
import { integer, text } from '../row.ts';
import { alertFromText } from './alert-text.ts';
import { deliveryStatus, lifecycleReader } from './stored-alert.ts';

export const dueQueries = {
  nextOutput: `SELECT output FROM deliveries WHERE state = 'waiting' AND output > ?
    ORDER BY output LIMIT 1`,
  due: `SELECT deliveries.*, alerts.alert FROM deliveries JOIN alerts ON number = alert_number
    WHERE state = 'waiting' AND output = ? AND next_attempt_at <= ?
    ORDER BY alert_created_at, alert_number, action LIMIT ?`,
} as const;

export function dueDeliveries(database: Database): Pick<AlertStore, 'waitingOutputs' | 'due'> {
  const nextOutput = database.statement(dueQueries.nextOutput);
  const due = database.statement(dueQueries.due);
  const lifecycle = lifecycleReader(database);
  const whatWasSent = sentBefore(database);

  return {
    waitingOutputs() {
      // From name to name, over however many rows each has.
      const outputs: string[] = [];
      for (
        let row = nextOutput.get('');
        row !== undefined;
        row = nextOutput.get(outputs.at(-1) ?? '')
      ) {
        outputs.push(text(row, 'output'));
      }
      return outputs;
    },
    due: (output, now, limit) =>
      due.all(output, now, limit).map((row) => {
        const alert = alertFromText(text(row, 'alert'));
        const number = integer(row, 'alert_number');
        const status = deliveryStatus(row);
        return {
          alert,
          status,
          ...whatWasSent(alert, number, status),
          lifecycle: status.action === 'deliver' ? null : lifecycle(number),
        };
      }),
  };
}

type Sent = Pick<DueDelivery, 'sentAs' | 'isTooEarly'>;

const nothingSent: Sent = { sentAs: null, isTooEarly: false };

/** What there is to go back to: the delivery that is settled, or the one that a merged alert adds to. */
function sentBefore(
  database: Database,
): (alert: Alert, number: number, status: DeliveryStatus) => Sent {
  const own = database.statement(
    `SELECT * FROM deliveries WHERE alert_number = ? AND output = ? AND action = 'deliver'`,
  );
  const firstMember = database.statement(
    `SELECT deliveries.* FROM alerts AS first
     JOIN alerts AS member ON member.group_number = first.group_number
     JOIN deliveries ON deliveries.alert_number = member.number
     WHERE first.id = ? AND output = ? AND action = 'deliver' AND state NOT IN ('merging', 'merged')
     ORDER BY member.number LIMIT 1`,
  );
  return ({ group }, number, { action, output, reference }) => {
    if (action === 'deliver' && group?.isFirstSent !== true) return nothingSent;
    if (action === 'deliver' && reference !== null) return { sentAs: reference, isTooEarly: false };
    const row =
      action === 'deliver' && group !== undefined
        ? firstMember.get(group.firstId, output)
        : own.get(number, output);
    if (row === undefined) return nothingSent;
    const sent = deliveryStatus(row);
    return { sentAs: sent.reference, isTooEarly: sent.state === 'waiting' };
  };
}
