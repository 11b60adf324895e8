import type { Alert } from '../../../../domain/alert.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import type { AlertStore, DeliveryStatus } from '../../../../ports/alert-store.ts';
import type { Database } from '../database.ts';
import { integer, text } from '../row.ts';
import { alertFromText } from './alert-text.ts';
import { deliveryStatus, lifecycleReader, referenceOf } from './stored-alert.ts';

/**
 * What an alert is to an output follows in order: it is delivered, its merged alert updates it, and then it is
 * acknowledged and resolved. The next is not due before the one before it is over, and takes no place until then.
 */
const isItsTurn = `CASE
  WHEN action = 'deliver' THEN revision = 0 OR reference IS NOT NULL OR 'waiting' IS NOT (
    SELECT sent.state FROM alerts AS member JOIN deliveries AS sent ON sent.alert_number = member.number
    WHERE member.group_number = (
        SELECT number FROM alert_groups WHERE merged_number = deliveries.alert_number)
      AND sent.output = deliveries.output AND sent.action = 'deliver' AND sent.state NOT IN ('merging', 'merged')
    ORDER BY member.number LIMIT 1)
  ELSE NOT EXISTS (
    SELECT 1 FROM deliveries AS earlier
    WHERE earlier.alert_number = deliveries.alert_number AND earlier.output = deliveries.output
      AND earlier.state = 'waiting' AND earlier.action NOT IN (deliveries.action, 'resolve'))
  AND NOT EXISTS (
    SELECT 1 FROM alerts AS member JOIN alert_groups ON alert_groups.number = member.group_number
    JOIN deliveries AS news ON news.alert_number = merged_number
    WHERE member.number = deliveries.alert_number AND news.output = deliveries.output
      AND news.action = 'deliver' AND news.state = 'waiting')
  END`;

export const dueQueries = {
  nextOutput: `SELECT output FROM deliveries WHERE state = 'waiting' AND output > ?
    ORDER BY output LIMIT 1`,
  due: `SELECT deliveries.*, alerts.alert FROM deliveries JOIN alerts ON number = alert_number
    WHERE state = 'waiting' AND output = ? AND next_attempt_at <= ? AND ${isItsTurn}
    ORDER BY alert_created_at, alert_number, action LIMIT ?`,
} as const;

export function dueDeliveries(database: Database): Pick<AlertStore, 'waitingOutputs' | 'due'> {
  const nextOutput = database.statement(dueQueries.nextOutput);
  const due = database.statement(dueQueries.due);
  const lifecycle = lifecycleReader(database);
  const sentBefore = sentReader(database);

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
          sentAs: sentBefore(alert, number, status),
          lifecycle: status.action === 'deliver' ? null : lifecycle(number),
        };
      }),
  };
}

/** What there is to go back to: the delivery that is settled, or the one that a merged alert adds to. */
function sentReader(
  database: Database,
): (alert: Alert, number: number, status: DeliveryStatus) => JsonObject | null {
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
    if (action === 'deliver' && group?.isFirstSent !== true) return null;
    if (action === 'deliver' && reference !== null) return reference;
    const row =
      action === 'deliver' && group !== undefined
        ? firstMember.get(group.firstId, output)
        : own.get(number, output);
    return row === undefined ? null : referenceOf(row, 'reference');
  };
}
