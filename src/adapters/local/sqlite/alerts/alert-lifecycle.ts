import type { AlertLifecycle, Lifecycle } from '../../../../ports/alert-lifecycle.ts';
import type { Database, Row } from '../database.ts';
import { integer, text } from '../row.ts';

/** The alert, the first of its group and the merged alert: what one decision is about. */
const related = `
  WITH asked AS (SELECT number, group_number FROM alerts WHERE id = ?),
  groups AS (
    SELECT alert_groups.* FROM alert_groups JOIN asked
      ON alert_groups.number = asked.group_number OR alert_groups.merged_number = asked.number)
  SELECT number, id FROM alerts WHERE number IN (SELECT number FROM asked)
    OR number IN (SELECT merged_number FROM groups) OR id IN (SELECT first_id FROM groups)
  ORDER BY is_merged DESC, number`;

export function settling(database: Database): Pick<AlertLifecycle, 'settle'> {
  const relatedTo = database.statement(related);
  const mark = database.statement(
    `INSERT INTO alert_lifecycles VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state,
       author = excluded.author, note = excluded.note, settled_at = excluded.settled_at`,
  );
  // What waits yet is told once the output has it: else it would stay open there for ever.
  const tellableOf = database.statement(
    `SELECT * FROM deliveries WHERE alert_number = ? AND action = 'deliver'
       AND (reference IS NOT NULL OR state = 'waiting') ORDER BY output`,
  );
  const follow = database.statement(
    `INSERT INTO deliveries (alert_number, output, action, state, attempts, next_attempt_at, waiting_since, revision,
       alert_created_at)
     VALUES (?, ?, ?, 'waiting', 0, 0, ?, 0, ?)
     ON CONFLICT DO UPDATE SET state = 'waiting', attempts = 0, next_attempt_at = 0, revision = revision + 1,
       waiting_since = excluded.waiting_since`,
  );
  // What comes from now on is something else than what has been settled.
  const shut = database.statement(
    `UPDATE alert_groups SET is_open = 0
     WHERE number = (SELECT group_number FROM alerts WHERE number = ?) OR merged_number = ?`,
  );
  const forgetAcknowledging = database.statement(
    `UPDATE deliveries SET state = 'dropped'
     WHERE alert_number = ? AND action = 'acknowledge' AND state = 'waiting'`,
  );
  const tell = (row: Row, { state, at }: Lifecycle) =>
    follow.run(
      integer(row, 'alert_number'),
      text(row, 'output'),
      state === 'resolved' ? 'resolve' : 'acknowledge',
      at,
      integer(row, 'alert_created_at'),
    );

  return {
    settle: (alertId, lifecycle, tellable) =>
      database.transaction(() => {
        const alerts = relatedTo.all(alertId);
        if (alerts.length === 0) return undefined;
        const { state, by, note, at } = lifecycle;
        for (const alert of alerts) {
          const number = integer(alert, 'number');
          mark.run(number, state, by, note, at);
          if (state !== 'resolved') continue;
          shut.run(number, number);
          forgetAcknowledging.run(number);
        }
        const rows = alerts.flatMap((alert) => tellableOf.all(integer(alert, 'number')));
        // Merged alert and first alert are one thing there: the one that the output has is told, and at once.
        const known = rows.filter((row) => row['reference'] !== null);
        const told = new Set<string>();
        for (const row of [...known, ...rows]) {
          const output = text(row, 'output');
          if (told.has(output) || !tellable(output)) continue;
          tell(row, lifecycle);
          told.add(output);
        }
        return { changed: alerts.map((row) => text(row, 'id')), told: [...told].sort() };
      }),
  };
}
