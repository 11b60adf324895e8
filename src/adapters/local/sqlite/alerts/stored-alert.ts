import { parseJson } from '../../../../domain/exact-json.ts';
import { isJsonObject, type JsonObject } from '../../../../domain/json.ts';
import type { Lifecycle } from '../../../../ports/alert-lifecycle.ts';
import {
  type DeliveryAction,
  type DeliveryState,
  deliveryStates,
  type DeliveryStatus,
  type StoredAlert,
} from '../../../../ports/alert-store.ts';
import type { Database, Row } from '../database.ts';
import { integer, text, textOrNull } from '../row.ts';
import { damagedState } from '../state-error.ts';
import { alertFromText } from './alert-text.ts';

/** Makes a row of `alerts` into what the port gives, with everything that is kept beside it. */
export function storedAlertReader(database: Database): (row: Row) => StoredAlert {
  const deliveries = database.statement(
    `SELECT * FROM deliveries WHERE alert_number = ?
     ORDER BY action = 'deliver' DESC, output, action`,
  );
  const lifecycle = lifecycleReader(database);
  const silence = database.statement(
    'SELECT silence_id FROM silenced_alerts WHERE alert_number = ?',
  );
  return (row) => {
    const number = integer(row, 'number');
    const silencedBy = silence.get(number);
    return {
      alert: alertFromText(text(row, 'alert')),
      deliveries: deliveries.all(number).map(deliveryStatus),
      mergedInto: textOrNull(row, 'merged_into'),
      lifecycle: lifecycle(number),
      silencedBy: silencedBy === undefined ? null : text(silencedBy, 'silence_id'),
    };
  };
}

/** Who settled an alert: itself, or the first of its group, which stands for all. */
export function lifecycleReader(database: Database): (alertNumber: number) => Lifecycle | null {
  const own = database.statement('SELECT * FROM alert_lifecycles WHERE alert_number = ?');
  const ofGroup = database.statement(
    `SELECT alert_lifecycles.* FROM alerts AS member
     JOIN alert_groups ON alert_groups.number = member.group_number
     JOIN alerts AS first ON first.id = alert_groups.first_id
     JOIN alert_lifecycles ON alert_lifecycles.alert_number = first.number
     WHERE member.number = ?`,
  );
  return (alertNumber) => {
    const row = own.get(alertNumber) ?? ofGroup.get(alertNumber);
    if (row === undefined) return null;
    const state = text(row, 'state');
    return {
      state: state === 'resolved' ? state : 'acknowledged',
      by: text(row, 'author'),
      note: textOrNull(row, 'note'),
      at: integer(row, 'settled_at'),
    };
  };
}

export const deliveryStatus = (row: Row): DeliveryStatus => ({
  output: text(row, 'output'),
  action: actionOf(row),
  state: deliveryState(row),
  attempts: integer(row, 'attempts'),
  nextAttemptAt: integer(row, 'next_attempt_at'),
  lastError: textOrNull(row, 'last_error'),
  waitingSince: integer(row, 'waiting_since'),
  revision: integer(row, 'revision'),
  reference: referenceOf(row, 'reference'),
});

export function referenceOf(row: Row, column: string): JsonObject | null {
  const given = textOrNull(row, column);
  if (given === null) return null;
  const value = parseJson(given);
  if (!isJsonObject(value)) throw damagedState(`"${column}" should be a map`);
  return value;
}

const actions: readonly DeliveryAction[] = ['deliver', 'acknowledge', 'resolve'];

function actionOf(row: Row): DeliveryAction {
  const name = text(row, 'action');
  const action = actions.find((known) => known === name);
  if (action === undefined) throw damagedState(`"${name}" is nothing to do with a delivery`);
  return action;
}

export function deliveryState(row: Row): DeliveryState {
  const name = text(row, 'state');
  const state = deliveryStates.find((known) => known === name);
  if (state === undefined) throw damagedState(`"${name}" is no state of a delivery`);
  return state;
}
